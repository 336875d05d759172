package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import org.jspecify.annotations.Nullable;

/**
 * How nodes are spoken to.
 *
 * @param tls null for a scheme without TLS
 */
public record Protocol(Scheme scheme, @Nullable UpstreamTls tls) {
    /** Plain HTTP/1.1; the default. */
    public static final Protocol HTTP = new Protocol(Scheme.HTTP, null);

    /** @throws IllegalArgumentException if {@code tls} is there and not wanted, or the other way round */
    public Protocol {
        require(scheme.isSecure() || tls == null, "tls", "given", "none, because scheme is " + scheme.word());
        require(!scheme.isSecure() || tls != null, "tls", "null", "the settings for " + scheme.word());
    }

    /** {@code scheme} with every default. */
    public static Protocol of(Scheme scheme) {
        return new Protocol(scheme, scheme.isSecure() ? UpstreamTls.DEFAULT : null);
    }
}
