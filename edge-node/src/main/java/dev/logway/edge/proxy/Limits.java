package dev.logway.edge.proxy;

import java.time.Duration;

/**
 * What a client may ask of the edge.
 *
 * @param connections open at once; one more is closed
 * @param connectionsPerAddress of these from one address; one more is closed
 */
public record Limits(
        Heads heads,
        Times times,
        Bodies bodies,
        WebSockets webSockets,
        Revisions revisions,
        int connections,
        int connectionsPerAddress) {
    public static final Limits DEFAULT = new Limits(
            new Heads(4 * 1024, 8 * 1024, 100),
            new Times(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60)),
            new Bodies(0, 256 * 1024),
            new WebSockets(Duration.ofHours(1), 16 * 1024 * 1024, Compression.PASSED_ON),
            new Revisions(Duration.ofSeconds(5), 1_000),
            10_000,
            256);

    /** HTTP/2 streams that a connection has at once. */
    static final int STREAMS = 100;

    /** HTTP/2 streams that a client may reset per {@link #RESET_WINDOW} (CVE-2023-44487). */
    static final int RESETS = 200;

    static final Duration RESET_WINDOW = Duration.ofSeconds(30);

    /** HTTP/2 CONTINUATION frames, in a row, that hold next to nothing (CVE-2024-27316). */
    static final int SMALL_CONTINUATIONS = 16;

    /** How much of a body is handed on at once. */
    static final int CHUNK_BYTES = 64 * 1024;

    /**
     * How large the head of a request may be.
     *
     * @param lineBytes of the request line; beyond it 414
     * @param bytes of all header lines together; beyond it 431
     * @param fields header fields; beyond it 431
     */
    public record Heads(int lineBytes, int bytes, int fields) {}

    /**
     * How long a client may take.
     *
     * @param handshake for a TLS handshake
     * @param head for the head of a request, from its first byte on; beyond it 408
     * @param idle silent, between requests and inside of one
     */
    public record Times(Duration handshake, Duration head, Duration idle) {}

    /**
     * How large the body of a request may be.
     *
     * @param bytes beyond it 413; 0 for any size
     * @param routedBytes of one that has to be read to find the route; beyond it 413
     */
    public record Bodies(long bytes, int routedBytes) {}

    /**
     * What WebSockets may do.
     *
     * @param idle how long both ends may be silent
     * @param messageBytes of one message, as it is on the wire; beyond it 1009; 0 for any size, and any frames
     */
    public record WebSockets(Duration idle, long messageBytes, Compression compression) {}

    /** Whether both ends of a WebSocket may compress messages (RFC 7692), so that they are larger than on the wire. */
    public enum Compression {
        /** Extensions are between both ends. */
        PASSED_ON,
        /** Extensions are not offered to the upstream. */
        OFF
    }

    /**
     * How a request may wait for a revision of the configuration that is not served yet.
     *
     * @param longest how long; beyond it 503
     * @param waiting requests at once; one more is answered 503
     */
    public record Revisions(Duration longest, int waiting) {}

    /** These limits, with others on connections. */
    public Limits withConnections(int all, int perAddress) {
        return new Limits(heads, times, bodies, webSockets, revisions, all, perAddress);
    }

    /** These limits, with others on heads. */
    public Limits with(Heads other) {
        return new Limits(other, times, bodies, webSockets, revisions, connections, connectionsPerAddress);
    }

    /** These limits, with other times. */
    public Limits with(Times other) {
        return new Limits(heads, other, bodies, webSockets, revisions, connections, connectionsPerAddress);
    }

    /** These limits, with others on bodies. */
    public Limits with(Bodies other) {
        return new Limits(heads, times, other, webSockets, revisions, connections, connectionsPerAddress);
    }

    /** These limits, with others on waits for revisions. */
    public Limits with(Revisions other) {
        return new Limits(heads, times, bodies, webSockets, other, connections, connectionsPerAddress);
    }

    /** These limits, with others on WebSockets. */
    public Limits with(WebSockets other) {
        return new Limits(heads, times, bodies, other, revisions, connections, connectionsPerAddress);
    }
}
