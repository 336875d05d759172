package dev.logway.projector.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.OneLine;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.CanaryJudge;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.CanarySighting;
import dev.logway.domain.fleet.CanaryVerdict;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * As the calendar does, it only asks, by commands whose ids follow from what they ask for: whoever takes over after a
 * crash asks again, and the second command is a duplicate. What a command came to is heard from its event. One that was
 * lost, or met a scope that takes no commands, is asked again after a while.
 */
/**
 * The changes that are tried in the groups of one partition: what is heard of them, and what is asked for because of
 * that. What it knows is in the store. One thread drives it.
 */
final class CanaryTrials {
    /** Whom its commands name. No key has a name with a colon in it. */
    static final String ACTOR = "logway:canary";

    static final Duration ASKED_AGAIN = Duration.ofSeconds(30);

    private final FleetStore store;
    private final Map<Scope, Running> running = new TreeMap<>();

    /** A change that is tried, and what was heard of it by the id of the instance. */
    private static final class Running {
        private final PendingChange change;
        private final Canary canary;
        private final Map<String, CanarySighting> heard = new HashMap<>();
        private @Nullable Instant asked;

        Running(PendingChange change, Canary canary) {
            this.change = change;
            this.canary = canary;
        }
    }

    /** Goes on from what {@code store} holds. */
    CanaryTrials(FleetStore store) {
        this.store = store;
        store.canaries(this::begin);
        store.sightings((id, sighting) -> {
            Running now = running.get(id.scope());
            if (now != null) {
                now.heard.put(id.id(), sighting);
            }
        });
    }

    /** Whether nothing is tried. */
    boolean isEmpty() {
        return running.isEmpty();
    }

    /** Takes an outcome: a change may be tried from now on, or no longer. */
    void decided(Event event) {
        if (event.outcome() instanceof Outcome.Accepted accepted) {
            for (Change change : accepted.changes()) {
                Running now = running.get(event.scope());
                if (now != null && now.change.key().equals(change.key())) {
                    end(event.scope(), now);
                }
                if (change instanceof Change.Defined(PendingChange pending, Meta meta)
                        && pending.next() == Step.PROMOTE) {
                    store.put(event.scope(), pending, meta);
                    begin(event.scope(), pending);
                }
            }
        }
    }

    /** Takes a heartbeat that arrived {@code at} that time. */
    void heard(Heartbeat heartbeat, Instant at) {
        InstanceId id = heartbeat.instance();
        CanaryReport report = heartbeat.canary();
        Running now = running.get(id.scope());
        if (report != null && now != null && report.id().equals(now.change.id())) {
            CanarySighting before = now.heard.get(id.id());
            CanarySighting sighting = before == null ? CanarySighting.first(report, at) : before.then(report, at);
            now.heard.put(id.id(), sighting);
            store.put(id, sighting);
        }
    }

    /**
     * Asks for what is to become of the changes that are tried, of those for which it is known.
     *
     * @param isLost whether nothing is heard from an instance any more
     */
    void judge(Predicate<InstanceId> isLost, Instant now, Consumer<Command> asking) {
        running.forEach((scope, trial) -> {
            if (trial.asked == null || !now.isBefore(trial.asked.plus(ASKED_AGAIN))) {
                verdict(scope, trial, isLost, now).ifPresent(verdict -> {
                    trial.asked = now;
                    asking.accept(command(scope, trial.change, verdict, now));
                });
            }
        });
    }

    private static Optional<CanaryVerdict> verdict(
            Scope scope, Running trial, Predicate<InstanceId> isLost, Instant now) {
        return CanaryJudge.judge(trial.canary, trial.heard, id -> isLost.test(new InstanceId(scope.name(), id)), now);
    }

    private void begin(Scope scope, PendingChange change) {
        if (change.canary() != null) {
            running.put(scope, new Running(change, change.canary()));
        }
    }

    private void end(Scope scope, Running ended) {
        running.remove(scope);
        store.remove(scope, ended.change);
        ended.heard.keySet().forEach(id -> store.removeSighting(new InstanceId(scope.name(), id)));
    }

    private static Command command(Scope scope, PendingChange change, CanaryVerdict verdict, Instant now) {
        String why = OneLine.of(verdict.reason(), Origin.MAX_REASON - 1);
        var origin = new Origin(ACTOR, why, now.truncatedTo(ChronoUnit.MILLIS));
        String id = change.id();
        return switch (verdict) {
            case CanaryVerdict.Promote _ ->
                Command.of(id("promote", scope, id), scope, origin, new Action.Fire(id, Step.PROMOTE));
            case CanaryVerdict.TakeBack _ ->
                Command.of(id("take back", scope, id), scope, origin, new Action.Withdraw(id, Step.PROMOTE));
        };
    }

    private static CommandId id(String verb, Scope scope, String id) {
        String name = "canary " + verb + " " + scope + "/" + id;
        return new CommandId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    }
}
