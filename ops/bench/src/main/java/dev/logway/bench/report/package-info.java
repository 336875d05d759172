/** What a benchmark found, and how it is written down. */
@NullMarked
package dev.logway.bench.report;

import org.jspecify.annotations.NullMarked;
