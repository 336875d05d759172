package dev.logway.edge.proxy;

import dev.logway.domain.resource.AccessSampling;
import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.sampling.RequestSamples;
import dev.logway.edge.sampling.Sampler;
import dev.logway.edge.tracing.Tracing;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who follows requests.
 *
 * @param tracing null if it is off
 * @param revisionHeader which clients are told of revisions
 * @param samples of requests for the log
 */
public record Observability(
        AccessLog accessLog, @Nullable Tracing tracing, RevisionHeader revisionHeader, RequestSamples samples)
        implements AutoCloseable {
    /** Nobody. */
    public static final Observability NONE = new Observability(AccessLog.OFF, null);

    /** Tells no client of revisions. */
    public Observability(AccessLog accessLog, @Nullable Tracing tracing) {
        this(accessLog, tracing, RevisionHeader.OFF);
    }

    /** Keeps no samples. */
    public Observability(AccessLog accessLog, @Nullable Tracing tracing, RevisionHeader revisionHeader) {
        this(accessLog, tracing, revisionHeader, RequestSamples.OFF);
    }

    /** Reports what is left, and ends. */
    @Override
    public void close() {
        accessLog.close();
        samples.close();
        if (tracing != null) {
            tracing.close();
        }
    }

    /** An observer of {@code request}, or null if nobody follows. */
    @Nullable
    RequestObserver observe(ClientRequest request) {
        RequestObserver observer = report(request);
        if (revisionHeader.isShown(request)) {
            observer = both(observer, new RevisionReport());
        }
        Sampler sampler = samples.now();
        return sampler != null && sampler.takes(ThreadLocalRandom.current().nextInt(AccessSampling.ALL))
                ? both(observer, new SampleReport(sampler, request))
                : observer;
    }

    private static RequestObserver both(@Nullable RequestObserver one, RequestObserver other) {
        return one == null ? other : new RequestObserver.Both(one, other);
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
