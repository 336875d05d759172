package dev.logway.domain.resource;

import java.util.Locale;

/** What nodes are spoken to in ({@code scheme}). */
public enum Scheme {
    /** HTTP/1.1. */
    HTTP(80),
    /** HTTP/1.1 over TLS. */
    HTTPS(443),
    /** HTTP/2 in the clear, as the first word (RFC 9113, section 3.3). */
    GRPC(80),
    /** HTTP/2 over TLS. */
    GRPCS(443);

    private final int defaultPort;

    Scheme(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** The port that need not be named. */
    public int defaultPort() {
        return defaultPort;
    }

    public boolean isSecure() {
        return this == HTTPS || this == GRPCS;
    }

    /** Whether a connection carries many requests at once. */
    public boolean isMultiplexed() {
        return this == GRPC || this == GRPCS;
    }

    /** As it stands in documents: {@code https}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
