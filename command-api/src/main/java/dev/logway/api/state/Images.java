package dev.logway.api.state;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
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

    /** Takes the next image of its scope. */
    public void publish(ScopeImage image) {
        Slot slot = slot(image.scope());
        slot.image = image;
        slot.waiters.removeIf(waiter -> waiter.offer(image));
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
