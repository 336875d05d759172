package dev.logway.edge.accesslog;

import org.jspecify.annotations.Nullable;

/**
 * What one request asked, how the configuration decided it, and what came of it.
 *
 * @param atMillis when its head was read, in ms since 1970
 */
public record AccessEntry(long atMillis, Asked asked, Decided decided, Answered answered) {

    /**
     * What the client sent.
     *
     * @param client its IP address
     * @param uri the request target as sent
     * @param protocol such as {@code HTTP/1.1}
     * @param host as sent, port included
     * @param requestId the id under which the request goes on
     * @param traceId of its W3C {@code traceparent}, 32 hexadecimal digits
     */
    public record Asked(
            String client,
            String method,
            String uri,
            String protocol,
            @Nullable String host,
            @Nullable String userAgent,
            @Nullable String referer,
            @Nullable String requestId,
            @Nullable String traceId) {}

    /**
     * What the configuration said.
     *
     * @param revision of the configuration that decided; 0 if none was served
     * @param route its id; null if none matched
     * @param node the server that was asked last, as {@code host:port}; null if none was
     */
    public record Decided(
            long revision, @Nullable String route, @Nullable String node) {}

    /**
     * What came of it.
     *
     * @param status 499 if the client went away first
     * @param requestBytes of the request's body
     * @param responseBytes of the answer's body
     * @param totalNanos from its head to the end of its answer
     * @param upstreamNanos of these, until the head of the upstream's answer; 0 if there was none
     */
    public record Answered(int status, long requestBytes, long responseBytes, long totalNanos, long upstreamNanos) {}
}
