package dev.logway.edge.proxy;

import java.time.Duration;

/**
 * What a client may ask of the edge.
 *
 * @param requestLineBytes beyond it 414
 * @param headerBytes of all header lines together; beyond it 431
 * @param handshake how long a TLS handshake may take
 * @param idle how long a connection may be silent, between requests and inside of one
 */
public record Limits(int requestLineBytes, int headerBytes, Duration handshake, Duration idle) {
    public static final Limits DEFAULT = new Limits(4 * 1024, 8 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** How much of a body is handed on at once. */
    static final int CHUNK_BYTES = 64 * 1024;
}
