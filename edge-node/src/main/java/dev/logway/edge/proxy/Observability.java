package dev.logway.edge.proxy;

import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Who follows requests.
 *
 * @param tracing null if it is off
 * @param revisionHeader which clients are told of revisions
 */
public record Observability(AccessLog accessLog, @Nullable Tracing tracing, RevisionHeader revisionHeader)
        implements AutoCloseable {
    /** Nobody. */
    public static final Observability NONE = new Observability(AccessLog.OFF, null);

    /** Tells no client of revisions. */
    public Observability(AccessLog accessLog, @Nullable Tracing tracing) {
        this(accessLog, tracing, RevisionHeader.OFF);
    }

    /** Reports what is left, and ends. */
    @Override
    public void close() {
        accessLog.close();
        if (tracing != null) {
            tracing.close();
        }
    }

    /** An observer of {@code request}, or null if nobody follows. */
    @Nullable
    RequestObserver observe(ClientRequest request) {
        RequestObserver observer = report(request);
        if (!revisionHeader.isShown(request)) {
            return observer;
        }
        var shown = new RevisionReport();
        return observer == null ? shown : new RequestObserver.Both(observer, shown);
    }

    private @Nullable RequestObserver report(ClientRequest request) {
        if (tracing == null) {
            return accessLog.isOn()
                    ? new AccessReport(accessLog, request, TraceParent.traceId(request.headers()))
                    : null;
        }
        var trace = new TraceReport(tracing, request);
        return accessLog.isOn()
                ? new RequestObserver.Both(trace, new AccessReport(accessLog, request, trace.traceId()))
                : trace;
    }
}
