/** HTTP/1.1 as a measuring client speaks it: nothing but what the figures need. */
@NullMarked
package dev.logway.bench.http;

import org.jspecify.annotations.NullMarked;
