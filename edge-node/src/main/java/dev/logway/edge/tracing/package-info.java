/** Distributed tracing: a span per request, by W3C Trace Context, exported over OTLP. */
@NullMarked
package dev.logway.edge.tracing;

import org.jspecify.annotations.NullMarked;
