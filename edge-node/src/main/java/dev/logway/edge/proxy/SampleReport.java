package dev.logway.edge.proxy;

import dev.logway.domain.access.AccessSample;
import dev.logway.edge.sampling.Sampler;
import dev.logway.routing.Candidate;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps one request as a sample. Made only for a request that was drawn. */
final class SampleReport implements RequestObserver {
    private final Sampler sampler;
    private final ClientRequest request;
    private final long atMillis = System.currentTimeMillis();
    private long revision;
    private @Nullable String route;

    SampleReport(Sampler sampler, ClientRequest request) {
        this.sampler = sampler;
        this.request = request;
    }

    @Override
    public void decided(long ofRevision, @Nullable Candidate<?> match) {
        revision = ofRevision;
        route = match == null ? null : match.route().id();
    }

    @Override
    public void sent(MultiMap fields, String authority) {}

    @Override
    public void answering(MultiMap fields) {}

    @Override
    public void finished(Outcome outcome, long totalNanos, long upstreamNanos) {
        sampler.sink()
                .accept(new AccessSample(
                        Instant.ofEpochMilli(atMillis),
                        asked(),
                        new AccessSample.Decided(revision, route),
                        new AccessSample.Answered(
                                outcome.status(),
                                Duration.ofMillis(Duration.ofNanos(totalNanos).toMillis()))));
    }

    private AccessSample.Asked asked() {
        String authority = request.target().authority();
        return new AccessSample.Asked(
                request.method(),
                request.client().isSecure() ? "https" : "http",
                Objects.requireNonNullElse(authority == null ? request.sentHost() : authority, ""),
                request.target().uri(),
                request.address(),
                sampler.headers().stream()
                        .map(name -> new AccessSample.Field(name, request.header(name)))
                        .toList());
    }
}
