package dev.logway.edge.serving;

import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.EffectiveImage;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.log.ImagePublisher;
import dev.logway.log.Loaded;
import dev.logway.log.LogPosition;
import dev.logway.routing.DataPlane;
import dev.logway.routing.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The revision that is served: replaced by one volatile write, read by any thread. The reader's thread alone publishes;
 * a snapshot is restored before the reader starts.
 *
 * @param <R> what the data plane keeps per route
 * @param <U> what the data plane keeps per upstream
 */
public final class Serving<R, U> implements ImagePublisher {
    private final InstanceId instance;
    private final RoutingTable<R, U> nothing;
    private final ServedCertificates noCertificates;
    private final Trial<R> trial;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile @Nullable Served<R, U> served;
    private volatile Duration buildTime = Duration.ZERO;

    /**
     * Nothing is served yet.
     *
     * @param instance which serves what it tries
     * @param noCertificates what certificates are added to
     */
    public Serving(
            InstanceId instance,
            DataPlane<R, U> dataPlane,
            ServedCertificates noCertificates,
            Trial<R> trial,
            InstantSource clock) {
        this.instance = instance;
        this.nothing = RoutingTable.empty(dataPlane);
        this.noCertificates = noCertificates;
        this.trial = trial;
        this.clock = clock;
    }

    /** @param listener runs on the publishing thread after each change; it must not block */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** What is served, or null while there is nothing. */
    public @Nullable Served<R, U> served() {
        return served;
    }

    /** The table to route with, or null while there is nothing: one volatile read. */
    public @Nullable RoutingTable<R, U> table() {
        Served<R, U> now = served;
        return now == null ? null : now.table();
    }

    /** The certificates to show, none while there is nothing: one volatile read. */
    public ServedCertificates certificates() {
        Served<R, U> now = served;
        return now == null ? noCertificates : now.certificates();
    }

    /** How long it took to make what is served. */
    public Duration buildTime() {
        return buildTime;
    }

    @Override
    public void publish(Loaded loaded) {
        swap(loaded.delta(), loaded.image(), loaded.position(), loaded.seal().at());
    }

    /** Serves an image that was kept from an earlier run. */
    public void restore(ScopeImage image, LogPosition position, Instant sealedAt) {
        swap(image.asDelta(), image, position, sealedAt);
    }

    private void swap(ScopeDelta delta, ScopeImage image, LogPosition position, Instant sealedAt) {
        long startNanos = System.nanoTime();
        Served<R, U> previous = served;
        RoutingTable<R, U> before = previous == null ? nothing : previous.table();
        EffectiveImage now = EffectiveImage.of(image, instance.id());
        ScopeDelta own =
                now.since(previous == null ? EffectiveImage.empty(image.scope()) : previous.effective(), delta);
        RoutingTable<R, U> after = before.apply(own, now.image());
        ServedCertificates certificates =
                (previous == null ? noCertificates : previous.certificates()).apply(own, now.image());
        trial.follow(now, after);
        buildTime = Duration.ofNanos(System.nanoTime() - startNanos);
        served = new Served<>(after, certificates, now, position, sealedAt, clock.instant());
        trial.served();
        after.retireSince(before, own);
        listeners.forEach(Runnable::run);
    }
}
