/** What routing costs without a network: matches, changes and memory of a table of many routes. */
@NullMarked
package dev.logway.bench.match;

import org.jspecify.annotations.NullMarked;
