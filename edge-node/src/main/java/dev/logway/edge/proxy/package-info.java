/** The proxy: HTTP/1.1 in, HTTP/1.1 out, streaming both ways. Everything of one request happens on one event loop. */
@NullMarked
package dev.logway.edge.proxy;

import org.jspecify.annotations.NullMarked;
