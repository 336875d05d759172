package dev.logway.edge.proxy;

import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Who follows requests.
 *
 * @param tracing null if it is off
 */
public record Observability(AccessLog accessLog, @Nullable Tracing tracing) implements AutoCloseable {
    /** Nobody. */
    public static final Observability NONE = new Observability(AccessLog.OFF, null);

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
