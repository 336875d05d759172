package dev.logway.api.http;

import dev.logway.api.log.CommandLog;
import dev.logway.api.log.ConfigTopics;
import dev.logway.api.log.History;
import dev.logway.api.log.HistoryPages;
import dev.logway.api.log.HistoryPosition;
import dev.logway.api.log.NotAppendedException;
import dev.logway.api.log.NotAppendedException.Fate;
import dev.logway.api.log.PastImages;
import dev.logway.api.state.Bell;
import dev.logway.api.state.Images;
import dev.logway.api.state.Outcomes;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Decision;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.GroupDecider;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.replay.Moment;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log and the projector in memory: every command goes through the wire's codecs and the real rules, and comes
 * back as an event and an image, at once or when told.
 */
final class DecidedLog implements CommandLog, ConfigTopics, History, PastImages {

    /** How the log behaves. */
    enum Mood {
        /** Decides and publishes within the append. */
        PROMPT,
        /** Takes commands; nobody decides them until {@link DecidedLog#decideHeld}. */
        HOLDING,
        /** Decides; the image follows only with {@link DecidedLog#showImages}. */
        SHOWING_LATE,
        /** Not reachable. */
        UNREACHABLE,
        /** Neither confirms nor fails. */
        STUCK
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Outcomes outcomes;
    private final Images images;
    private final Map<Scope, ScopeImage> decided = new HashMap<>();
    private final Map<Scope, Hash> last = new HashMap<>();
    private final Map<String, Event> answers = new HashMap<>();
    private final Map<String, Command> asked = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final Bell bell = new Bell();
    private final List<Command> held = new ArrayList<>();
    private final TreeSet<Scope> topics = new TreeSet<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    private Mood mood = Mood.PROMPT;
    private @Nullable Runnable beforeNext;
    private int appended;

    DecidedLog(Outcomes outcomes, Images images) {
        this.outcomes = outcomes;
        this.images = images;
    }

    synchronized void become(Mood next) {
        mood = next;
    }

    /** Runs {@code action} when the next command arrives, before it is decided. */
    synchronized void beforeNext(Runnable action) {
        beforeNext = action;
    }

    /** Somebody else's change of a route, through another node. */
    synchronized void change(String group, String id, String path) {
        var route = new Route(
                id, Descriptor.NONE, Route.Status.ENABLED, RouteMatch.path(path), Route.Target.upstream("u1"));
        decide(Command.of(
                new CommandId(UUID.randomUUID()),
                Scope.group(group),
                new Origin("somebody", null, now),
                Action.Changeset.of(new Edit.Put(route))));
    }

    /** What the calendar does once it is {@code at}. */
    synchronized void fire(String group, String id, PendingChange.Step step, Instant at) {
        now = at;
        var origin = new Origin("logway:calendar", null, at);
        decide(Command.of(new CommandId(UUID.randomUUID()), Scope.group(group), origin, new Action.Fire(id, step)));
    }

    /** The time of the last decision. */
    synchronized Instant now() {
        return now;
    }

    synchronized int appended() {
        return appended;
    }

    /** Waits until so many commands were taken. */
    synchronized void awaitAppended(int commands) {
        try {
            long endNanos = System.nanoTime() + PATIENCE.toNanos();
            while (appended < commands) {
                long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(appended + " commands (expected: " + commands + ")");
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized Set<Scope> topics() {
        return new TreeSet<>(topics);
    }

    @Override
    public synchronized Future<Void> append(Command command) {
        Runnable action = beforeNext;
        beforeNext = null;
        if (action != null) {
            action.run();
        }
        switch (mood) {
            case UNREACHABLE -> {
                return Future.failedFuture(
                        new NotAppendedException(Fate.NEVER_SENT, "no broker", new IllegalStateException()));
            }
            case STUCK -> {
                return Future.future(_ -> {});
            }
            case HOLDING -> held.add(command);
            case PROMPT, SHOWING_LATE -> decide(command);
        }
        appended++;
        notifyAll();
        return Future.succeededFuture();
    }

    synchronized void decideHeld() {
        held.forEach(this::decide);
        held.clear();
    }

    synchronized void showImages() {
        decided.values().forEach(image -> images.publish(image, now));
    }

    @Override
    public synchronized Future<Void> ensure(Scope scope) {
        topics.add(scope);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Page> page(Query query) {
        return Future.succeededFuture(HistoryPages.of(query, events));
    }

    @Override
    public synchronized Future<Optional<Event>> find(CommandId id) {
        return Future.succeededFuture(
                events.stream().filter(event -> event.commandId().equals(id)).findFirst());
    }

    @Override
    public synchronized Future<HistoryPosition> end(Scope scope) {
        return Future.succeededFuture(HistoryPages.end(scope, events));
    }

    @Override
    public Bell.Listening listen(Scope scope, Runnable listener) {
        return bell.listen(scope, listener);
    }

    @Override
    public synchronized Future<ScopeImage> at(Scope scope, Moment moment) {
        return HistoryPages.image(scope, moment, now, events, values);
    }

    private void decide(Command given) {
        Command command = CommandCodec.decode(Keys.of(given.scope()), CommandCodec.encode(given));
        now = now.plusMillis(7);
        Event event = new Event(command.id(), command.scope(), command.origin(), now, outcome(command));
        byte[] value = EventCodec.encode(event);
        if (event.outcome() instanceof Outcome.Accepted) {
            last.put(command.scope(), EventCodec.hash(value));
        }
        Event read = EventCodec.decode(Keys.of(command.scope()), value);
        events.add(read);
        values.add(value);
        if (command.idempotencyKey() != null) {
            answers.putIfAbsent(name(command), read);
            asked.putIfAbsent(name(command), command);
        }
        outcomes.accept(read);
        bell.ring(read.scope());
        if (mood != Mood.SHOWING_LATE) {
            images.publish(image(command.scope()), now);
        }
    }

    private Outcome outcome(Command command) {
        Event first = command.idempotencyKey() == null ? null : answers.get(name(command));
        if (first != null) {
            Command before = asked.get(name(command));
            return before != null
                            && before.action().equals(command.action())
                            && before.preconditions().equals(command.preconditions())
                    ? new Outcome.Repeated(first.commandId(), first.outcome().verdict())
                    : new Outcome.Rejected(
                            image(command.scope()).revision(),
                            List.of(Rejection.idempotencyKeyReused(String.valueOf(command.idempotencyKey()))));
        }
        ScopeImage image = image(command.scope());
        return switch (GroupDecider.decide(image, command, now)) {
            case Decision.Rejected(List<Rejection> reasons) -> new Outcome.Rejected(image.revision(), reasons);
            case Decision.Accepted(List<Change> changes) -> accept(image, changes);
        };
    }

    private Outcome accept(ScopeImage image, List<Change> changes) {
        if (!topics.contains(image.scope())) {
            throw new IllegalStateException("no config topic for " + image.scope());
        }
        long revision = image.revision() + 1;
        var entries = changes.stream()
                .map(change -> ConfigCodec.encode(image.scope(), change).change())
                .toList();
        ScopeImage next = image.apply(ScopeDelta.of(image.revision(), revision, entries));
        decided.put(image.scope(), next);
        return new Outcome.Accepted(revision, next.digest(), changes, last.getOrDefault(image.scope(), Hash.NONE));
    }

    private ScopeImage image(Scope scope) {
        return decided.getOrDefault(scope, ScopeImage.empty(scope));
    }

    private static String name(Command command) {
        return command.origin().actor() + " " + command.scope() + " " + command.idempotencyKey();
    }
}
