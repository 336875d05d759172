package dev.logway.api.state;

import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every instance as the projector judges it. Threadsafe; one writer. */
public final class Fleet {
    /** '-' is the least of the characters an id may have. */
    private static final String FIRST_ID = "-";

    private final ConcurrentSkipListMap<InstanceId, Instance> instances = new ConcurrentSkipListMap<>();
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    /** Takes what is known of an instance now. */
    public void put(Instance instance) {
        instances.put(instance.id(), instance);
        serve(instance.id().group());
    }

    /** The instance is no longer known. */
    public void forget(InstanceId id) {
        instances.remove(id);
        serve(id.group());
    }

    /** The instances of {@code group}, by id. */
    public List<Instance> of(String group) {
        var members = new ArrayList<Instance>();
        for (Instance instance :
                instances.tailMap(new InstanceId(group, FIRST_ID)).values()) {
            if (!instance.id().group().equals(group)) {
                break;
            }
            members.add(instance);
        }
        return members;
    }

    /** The healthy instances of {@code group}, by id. */
    public List<Instance> healthy(String group) {
        return of(group).stream()
                .filter(instance -> instance.state() == InstanceState.HEALTHY)
                .toList();
    }

    /** The healthy instances of {@code group} that do not serve {@code revision} yet. */
    public List<Instance> lagging(String group, long revision) {
        return healthy(group).stream()
                .filter(instance -> instance.heartbeat().serving().revision() < revision)
                .toList();
    }

    /** Completes with the healthy instances of {@code group}, once all of them serve {@code revision} or a later one. */
    public CompletableFuture<List<Instance>> awaitApplied(String group, long revision) {
        var waiter = new Waiter(group, revision, new CompletableFuture<>());
        if (!offer(waiter)) {
            waiters.add(waiter);
            offer(waiter); // it may have been reported in between
            var _ = waiter.future.whenComplete((_, _) -> waiters.remove(waiter));
        }
        return waiter.future;
    }

    private void serve(String group) {
        waiters.removeIf(waiter -> waiter.group.equals(group) && offer(waiter));
    }

    private boolean offer(Waiter waiter) {
        if (waiter.future.isDone()) {
            return true;
        }
        return lagging(waiter.group, waiter.revision).isEmpty() && waiter.future.complete(healthy(waiter.group));
    }

    private record Waiter(String group, long revision, CompletableFuture<List<Instance>> future) {}
}
