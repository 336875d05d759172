package dev.logway.edge.proxy;

import dev.logway.edge.accesslog.AccessEntry;
import dev.logway.edge.accesslog.AccessLog;
import dev.logway.routing.Candidate;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What the access log is told of one request. Made only while there is an access log. */
final class AccessReport implements RequestObserver {
    private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
    private static final int MAX_REQUEST_ID = 128;

    private final AccessLog log;
    private final ClientRequest request;
    private final long atMillis = System.currentTimeMillis();
    private final String requestId;
    private final @Nullable String traceId;
    private long revision;
    private @Nullable String route;
    private @Nullable String node;

    AccessReport(AccessLog log, ClientRequest request, @Nullable String traceId) {
        this.log = log;
        this.traceId = traceId;
        this.request = request;
        String sent = request.headers().get(REQUEST_ID);
        this.requestId = sent != null && isRequestId(sent) ? sent : newRequestId();
    }

    @Override
    public void decided(long ofRevision, @Nullable Candidate<?> match) {
        revision = ofRevision;
        route = match == null ? null : match.route().id();
    }

    /** The request goes on under its id. */
    @Override
    public void sent(MultiMap fields, String authority) {
        node = authority;
        fields.set(REQUEST_ID, requestId);
    }

    /** The client learns under which id its request went. */
    @Override
    public void answering(MultiMap fields) {
        fields.set(REQUEST_ID, requestId);
    }

    @Override
    public void finished(Outcome outcome, long totalNanos, long upstreamNanos) {
        MultiMap headers = request.headers();
        var asked = new AccessEntry.Asked(
                request.address(),
                request.method(),
                request.target().uri(),
                protocol(request.version()),
                headers.get(HttpHeaders.HOST),
                headers.get(HttpHeaders.USER_AGENT),
                headers.get(HttpHeaders.REFERER),
                requestId,
                traceId);
        var answered = new AccessEntry.Answered(
                outcome.status(), outcome.requestBytes(), outcome.responseBytes(), totalNanos, upstreamNanos);
        log.add(new AccessEntry(atMillis, asked, new AccessEntry.Decided(revision, route, node), answered));
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
}
