/** Bytes between two connections that have become a WebSocket (RFC 6455). */
@NullMarked
package dev.logway.edge.tunnel;

import org.jspecify.annotations.NullMarked;
