package dev.logway.edge.proxy;

import dev.logway.edge.tracing.RequestSpan;
import dev.logway.edge.tracing.Tracing;
import dev.logway.routing.Candidate;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Follows one request with a span. */
final class TraceReport implements RequestObserver {
    private final RequestSpan span;

    TraceReport(Tracing tracing, ClientRequest request) {
        span = RequestSpan.begin(
                tracing, request.method(), request.target().rawPath(), request.address(), request.headers());
    }

    String traceId() {
        return span.traceId();
    }

    @Override
    public void decided(long revision, @Nullable Candidate<?> match) {
        if (match != null) {
            span.decided(revision, match.route().id(), match.pattern());
        }
    }

    @Override
    public void sent(MultiMap fields, String authority) {
        span.sent(fields, authority);
    }

    @Override
    public void answering(MultiMap fields) {}

    @Override
    public void finished(Outcome outcome, long totalNanos, long upstreamNanos) {
        span.end(outcome.status());
    }
}
