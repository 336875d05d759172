package dev.logway.api.state;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What became of commands: those that somebody waits for, and the recent ones. Threadsafe. */
public final class Outcomes {
    /** Changes that the recent outcomes hold together: a few tens of megabytes. */
    public static final long RECENT_CHANGES = 30_000;

    private final ConcurrentHashMap<CommandId, CompletableFuture<Event>> waiting = new ConcurrentHashMap<>();
    private final Cache<CommandId, Event> recent;

    /** @param recentChanges how many changes the recent outcomes may hold together */
    public Outcomes(long recentChanges) {
        recent = Caffeine.newBuilder()
                .maximumWeight(recentChanges)
                .weigher((CommandId _, Event event) -> weight(event))
                .build();
    }

    /** Completes with the outcome of {@code id}, once it is known. Call it before the command is appended. */
    public CompletableFuture<Event> expect(CommandId id) {
        return waiting.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    /** Nobody waits for {@code id} any longer. */
    public void forget(CommandId id) {
        waiting.remove(id);
    }

    /** Whether somebody waits for {@code id} on this node. */
    public boolean isExpected(CommandId id) {
        return waiting.containsKey(id);
    }

    /** The outcome of {@code id}, if it was decided recently. */
    public Optional<Event> recent(CommandId id) {
        return Optional.ofNullable(recent.getIfPresent(id));
    }

    /** How many outcomes are waited for. */
    public int outstanding() {
        return waiting.size();
    }

    /** Takes the next event of the log. */
    public void accept(Event event) {
        recent.put(event.commandId(), event);
        CompletableFuture<Event> waiter = waiting.remove(event.commandId());
        if (waiter != null) {
            waiter.complete(event);
        }
    }

    /** Roughly how much memory an event holds: one for itself and one for each change. */
    private static int weight(Event event) {
        return switch (event.outcome().verdict()) {
            case Outcome.Accepted accepted -> 1 + accepted.changes().size();
            case Outcome.Rejected rejected -> 1 + rejected.reasons().size();
        };
    }
}
