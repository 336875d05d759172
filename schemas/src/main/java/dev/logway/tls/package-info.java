/** Certificates and private keys as PEM (RFC 7468). */
@NullMarked
package dev.logway.tls;

import org.jspecify.annotations.NullMarked;
