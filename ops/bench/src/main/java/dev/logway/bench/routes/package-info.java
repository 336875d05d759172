/** What the number of routes costs when requests are spread over all of them. */
@NullMarked
package dev.logway.bench.routes;

import org.jspecify.annotations.NullMarked;
