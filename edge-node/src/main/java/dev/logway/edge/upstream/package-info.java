/** The way to the upstreams: which node takes a request, and the connections to it. Each event loop has its own. */
@NullMarked
package dev.logway.edge.upstream;

import org.jspecify.annotations.NullMarked;
