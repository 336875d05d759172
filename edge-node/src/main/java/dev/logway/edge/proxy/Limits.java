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

    /** HTTP/2 streams that a connection has at once. */
    static final int STREAMS = 100;

    /** HTTP/2 streams that a client may reset per {@link #RESET_WINDOW} (CVE-2023-44487). */
    static final int RESETS = 200;

    static final Duration RESET_WINDOW = Duration.ofSeconds(30);

    /** HTTP/2 CONTINUATION frames, in a row, that hold next to nothing (CVE-2024-27316). */
    static final int SMALL_CONTINUATIONS = 16;

    /** How much of a body is handed on at once. */
    static final int CHUNK_BYTES = 64 * 1024;
}
