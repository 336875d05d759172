/** What the tests of several packages share. */
@NullMarked
package dev.logway.edge.support;

import org.jspecify.annotations.NullMarked;
