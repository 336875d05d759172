package dev.logway.edge.proxy;

import java.time.Duration;

/**
 * What a client may ask of the edge.
 *
 * @param requestLineBytes beyond it 414
 * @param headerBytes of all header lines together; beyond it 431
 * @param handshake how long a TLS handshake may take
 * @param head how long the head of a request may take from its first byte on; beyond it 408
 * @param idle how long a connection may be silent, between requests and inside of one
 * @param connections open at once; one more is closed
 * @param connectionsPerAddress of these from one address; one more is closed
 * @param routedBodyBytes of a body that has to be read to find the route; beyond it 413
 */
public record Limits(
        int requestLineBytes,
        int headerBytes,
        Duration handshake,
        Duration head,
        Duration idle,
        int connections,
        int connectionsPerAddress,
        int routedBodyBytes) {
    public static final int MAX_CONNECTIONS = 10_000;
    public static final int MAX_CONNECTIONS_PER_ADDRESS = 256;
    public static final Limits DEFAULT = new Limits(
            4 * 1024,
            8 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            MAX_CONNECTIONS,
            MAX_CONNECTIONS_PER_ADDRESS,
            256 * 1024);

    /** Header fields of a request; beyond it 431. */
    static final int FIELDS = 100;

    /** These limits, with others on connections. */
    public Limits withConnections(int all, int perAddress) {
        return new Limits(requestLineBytes, headerBytes, handshake, head, idle, all, perAddress, routedBodyBytes);
    }

    /** These limits, with other times. */
    public Limits withTimes(Duration newHandshake, Duration newHead, Duration newIdle) {
        return new Limits(
                requestLineBytes,
                headerBytes,
                newHandshake,
                newHead,
                newIdle,
                connections,
                connectionsPerAddress,
                routedBodyBytes);
    }

    /** HTTP/2 streams that a connection has at once. */
    static final int STREAMS = 100;

    /** HTTP/2 streams that a client may reset per {@link #RESET_WINDOW} (CVE-2023-44487). */
    static final int RESETS = 200;

    static final Duration RESET_WINDOW = Duration.ofSeconds(30);

    /** HTTP/2 CONTINUATION frames, in a row, that hold next to nothing (CVE-2024-27316). */
    static final int SMALL_CONTINUATIONS = 16;

    /** How much of a body is handed on at once. */
    static final int CHUNK_BYTES = 64 * 1024;

    /** These limits, with another one for bodies that have to be read to find the route. */
    public Limits withRoutedBodyBytes(int bytes) {
        return new Limits(
                requestLineBytes, headerBytes, handshake, head, idle, connections, connectionsPerAddress, bytes);
    }
}
