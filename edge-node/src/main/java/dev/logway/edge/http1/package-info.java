/** HTTP/1.1 on the wire (RFC 9112): heads and bodies out of bytes, and heads into bytes. */
@NullMarked
package dev.logway.edge.http1;

import org.jspecify.annotations.NullMarked;
