package dev.logway.verify.simulation;

import dev.logway.testkit.CompactedTopic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What tells the readers of each topic that a transaction was committed. The decision is one for all topics, but each of
 * them hears of it in its own time: so readers of different topics see the same commands in any order, and readers of
 * one topic in the order of the log.
 */
final class Markers {
    private final Map<CompactedTopic, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private final Set<CompactedTopic> held = new HashSet<>();
    private final Order order;

    /** In which order those of one topic arrive. */
    enum Order {
        AS_COMMITTED,
        /** Those that had to wait overtake one another. */
        NEWEST_FIRST
    }

    Markers(Order order) {
        this.order = order;
    }

    /** Lets {@code visible} happen when {@code topic} hears of the commit: now, unless it is held up. */
    void send(CompactedTopic topic, Runnable visible) {
        waiting.computeIfAbsent(topic, _ -> new ArrayDeque<>()).add(visible);
        if (!held.contains(topic)) {
            arrive(topic);
        }
    }

    /** From now on {@code topic} hears of no commit. */
    void hold(CompactedTopic topic) {
        held.add(topic);
    }

    /** {@code topic} hears of everything that it missed. */
    void release(CompactedTopic topic) {
        held.remove(topic);
        arrive(topic);
    }

    void releaseAll() {
        Set.copyOf(held).forEach(this::release);
    }

    /** Whether every topic has heard of everything. */
    boolean isEmpty() {
        return waiting.values().stream().allMatch(Deque::isEmpty);
    }

    private void arrive(CompactedTopic topic) {
        Deque<Runnable> all = waiting.getOrDefault(topic, new ArrayDeque<>());
        while (!all.isEmpty()) {
            Runnable next = switch (order) {
                case AS_COMMITTED -> all.removeFirst();
                case NEWEST_FIRST -> all.removeLast();
            };
            next.run();
        }
    }
}
