package dev.logway.edge.proxy;

import dev.logway.edge.accesslog.AccessEntry;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What the access log is told of one request. Made only while there is an access log. */
final class AccessReport {
    private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
    private static final AsciiString TRACE_PARENT = AsciiString.cached("traceparent");
    private static final int MAX_REQUEST_ID = 128;
    private static final int TRACE_ID_AT = 3;
    private static final int TRACE_PARENT_LENGTH = 55;
    private static final int TRACE_ID_LENGTH = 32;

    private final HttpServerRequest request;
    private final ClientConnection client;
    private final long atMillis = System.currentTimeMillis();
    private final String requestId;
    private long revision;
    private @Nullable String route;
    private @Nullable String node;

    AccessReport(HttpServerRequest request, ClientConnection client) {
        this.request = request;
        this.client = client;
        String sent = request.headers().get(REQUEST_ID);
        this.requestId = sent != null && isRequestId(sent) ? sent : newRequestId();
    }

    /** {@code matched} of the configuration's {@code ofRevision} takes the request; null if no route does. */
    void decided(long ofRevision, @Nullable String matched) {
        revision = ofRevision;
        route = matched;
    }

    /** Lets the request go on to {@code authority} under its id. */
    void sent(MultiMap headers, String authority) {
        node = authority;
        headers.set(REQUEST_ID, requestId);
    }

    /** Tells the client under which id its request went. */
    void answering() {
        if (!request.response().headWritten()) {
            request.response().headers().set(REQUEST_ID, requestId);
        }
    }

    /** What it came to. */
    AccessEntry entry(int status, long totalNanos, long upstreamNanos) {
        MultiMap headers = request.headers();
        var asked = new AccessEntry.Asked(
                client.address(),
                request.method().name(),
                request.uri(),
                protocol(request.version()),
                headers.get(HttpHeaders.HOST),
                headers.get(HttpHeaders.USER_AGENT),
                headers.get(HttpHeaders.REFERER),
                requestId,
                traceId(headers.get(TRACE_PARENT)));
        var answered = new AccessEntry.Answered(
                status, request.bytesRead(), request.response().bytesWritten(), totalNanos, upstreamNanos);
        return new AccessEntry(atMillis, asked, new AccessEntry.Decided(revision, route, node), answered);
    }

    private static String protocol(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2";
            default -> version.alpnName();
        };
    }

    /** Whether it may go on as it is: short, visible ASCII. */
    private static boolean isRequestId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_REQUEST_ID
                && text.chars().allMatch(c -> c > ' ' && c < '\u007f');
    }

    /** A random UUID (RFC 9562, version 4); it need not be hard to guess. */
    private static String newRequestId() {
        var random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** The trace id of a W3C traceparent (version 00): 32 of its 55 characters. */
    private static @Nullable String traceId(@Nullable String traceParent) {
        if (traceParent == null || traceParent.length() != TRACE_PARENT_LENGTH || !traceParent.startsWith("00-")) {
            return null;
        }
        String id = traceParent.substring(TRACE_ID_AT, TRACE_ID_AT + TRACE_ID_LENGTH);
        return id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) ? id : null;
    }
}
