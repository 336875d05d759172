package dev.logway.api.state;

import dev.logway.api.state.Coverage.Standing;
import dev.logway.domain.Scope;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every instance as the projector judges it. Threadsafe; one writer. */
public final class Fleet {
    /** '-' is the least of the characters an id may have. */
    private static final String FIRST_ID = "-";

    private final ConcurrentSkipListMap<InstanceId, Instance> instances = new ConcurrentSkipListMap<>();
    private final Bell bell = new Bell();
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

    /** The zones that instances of {@code group} name, whatever their state. */
    public SortedSet<String> zones(String group) {
        var zones = new TreeSet<String>();
        for (Instance instance : of(group)) {
            String zone = instance.heartbeat().address().zone();
            if (zone != null) {
                zones.add(zone);
            }
        }
        return zones;
    }

    /** How far {@code revision} has come in {@code group}, where {@code coverage} is wanted. */
    public Standing standing(String group, long revision, Coverage coverage) {
        return coverage.standing(of(group), revision);
    }

    /** Completes once {@code revision} has come as far in {@code group} as {@code coverage} says. */
    public CompletableFuture<Standing> await(String group, long revision, Coverage coverage) {
        var waiter = new Waiter(group, revision, coverage, new CompletableFuture<>());
        if (!offer(waiter)) {
            waiters.add(waiter);
            offer(waiter); // it may have been reported in between
            var _ = waiter.future.whenComplete((_, _) -> waiters.remove(waiter));
        }
        return waiter.future;
    }

    /** Calls {@code listener} after each report about {@code group}, on any thread, until the result is closed. */
    public Bell.Listening listen(String group, Runnable listener) {
        return bell.listen(Scope.group(group), listener);
    }

    private void serve(String group) {
        waiters.removeIf(waiter -> waiter.group.equals(group) && offer(waiter));
        bell.ring(Scope.group(group));
    }

    private boolean offer(Waiter waiter) {
        if (waiter.future.isDone()) {
            return true;
        }
        Standing standing = standing(waiter.group, waiter.revision, waiter.coverage);
        return standing.reached() && waiter.future.complete(standing);
    }

    private record Waiter(String group, long revision, Coverage coverage, CompletableFuture<Standing> future) {}
}
