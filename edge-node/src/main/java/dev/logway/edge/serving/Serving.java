package dev.logway.edge.serving;

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
    private final RoutingTable<R, U> nothing;
    private final ServedCertificates noCertificates;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile @Nullable Served<R, U> served;
    private volatile Duration buildTime = Duration.ZERO;

    /** @param noCertificates what certificates are added to */
    public Serving(DataPlane<R, U> dataPlane, ServedCertificates noCertificates, InstantSource clock) {
        this.nothing = RoutingTable.empty(dataPlane);
        this.noCertificates = noCertificates;
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
        RoutingTable<R, U> after = before.apply(delta, image);
        ServedCertificates certificates =
                (previous == null ? noCertificates : previous.certificates()).apply(delta, image);
        buildTime = Duration.ofNanos(System.nanoTime() - startNanos);
        served = new Served<>(after, certificates, image, position, sealedAt, clock.instant());
        after.retireSince(before, delta);
        listeners.forEach(Runnable::run);
    }
}
