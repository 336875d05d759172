package dev.logway.edge.proxy;

import java.time.Duration;

/**
 * What a client may ask of the edge.
 *
 * @param requestLineBytes beyond it 414
 * @param headerBytes of all header lines together; beyond it 431
 * @param idle how long a connection may be silent, between requests and inside of one
 * @param routedBodyBytes of a body that has to be read to find the route; beyond it 413
 */
public record Limits(int requestLineBytes, int headerBytes, Duration idle, int routedBodyBytes) {
    public static final Limits DEFAULT = new Limits(4 * 1024, 8 * 1024, Duration.ofSeconds(60), 256 * 1024);

    /** How much of a body is handed on at once. */
    static final int CHUNK_BYTES = 64 * 1024;

    /** These limits, with another one for bodies that have to be read to find the route. */
    public Limits withRoutedBodyBytes(int bytes) {
        return new Limits(requestLineBytes, headerBytes, idle, bytes);
    }
}
