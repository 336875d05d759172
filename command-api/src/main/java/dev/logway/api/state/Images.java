package dev.logway.api.state;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest image of every scope that this node knows. Threadsafe; one writer per scope. */
public final class Images {
    private final ConcurrentSkipListMap<Scope, Slot> slots = new ConcurrentSkipListMap<>();
    private final Bell bell = new Bell();

    /**
     * The newest revision of a scope; 0 if there is none.
     *
     * @param at when it was decided, by the broker's clock
     */
    public record Newest(long revision, Instant at) {
        static final Newest NONE = new Newest(0, Instant.EPOCH);
    }

    /** The image of {@code scope}; empty if nothing was ever published of it. */
    public Optional<ScopeImage> find(Scope scope) {
        Slot slot = slots.get(scope);
        return slot == null || slot.image.revision() == 0 ? Optional.empty() : Optional.of(slot.image);
    }

    /** The image of {@code scope}, or the empty one. */
    public ScopeImage get(Scope scope) {
        return find(scope).orElseGet(() -> ScopeImage.empty(scope));
    }

    /** Every scope's image, sorted by scope. */
    public SortedMap<Scope, ScopeImage> all() {
        var all = new TreeMap<Scope, ScopeImage>();
        slots.forEach((scope, slot) -> all.put(scope, slot.image));
        return Collections.unmodifiableSortedMap(all);
    }

    /** The newest revision of {@code scope} that this node knows. */
    public Newest newest(Scope scope) {
        Slot slot = slots.get(scope);
        return slot == null ? Newest.NONE : slot.newest;
    }

    /**
     * Takes the next image of its scope.
     *
     * @param at when its revision was decided, by the broker's clock
     */
    public void publish(ScopeImage image, Instant at) {
        Slot slot = slot(image.scope());
        slot.image = image;
        slot.newest = new Newest(image.revision(), at);
        slot.waiters.removeIf(waiter -> waiter.offer(image));
        bell.ring(image.scope());
    }

    /** Calls {@code listener} after each new image of {@code scope}, on any thread, until the result is closed. */
    public Bell.Listening listen(Scope scope, Runnable listener) {
        return bell.listen(scope, listener);
    }

    /** Completes with the first image of {@code scope} whose revision is at least {@code revision}. */
    public CompletableFuture<ScopeImage> await(Scope scope, long revision) {
        Slot slot = slot(scope);
        var waiter = new Waiter(revision, new CompletableFuture<>());
        if (!waiter.offer(slot.image)) {
            slot.waiters.add(waiter);
            waiter.offer(slot.image); // it may have been published in between
            var _ = waiter.future.whenComplete((_, _) -> slot.waiters.remove(waiter));
        }
        return waiter.future;
    }

    private Slot slot(Scope scope) {
        return slots.computeIfAbsent(scope, Slot::new);
    }

    private static final class Slot {
        final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
        volatile ScopeImage image;
        volatile Newest newest = Newest.NONE;

        Slot(Scope scope) {
            image = ScopeImage.empty(scope);
        }
    }

    private record Waiter(long revision, CompletableFuture<ScopeImage> future) {

        /** Whether this waiter is served by {@code image}, or no longer waits. */
        boolean offer(ScopeImage image) {
            return future.isDone() || (image.revision() >= revision && future.complete(image));
        }
    }
}
