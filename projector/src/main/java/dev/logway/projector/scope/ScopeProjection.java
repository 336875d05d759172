package dev.logway.projector.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Decision;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.GroupDecider;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.log.TopicSpecs;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * From a scope's head and its next command to the event, the records of the config topic and the next head. Pure and
 * total: equal arguments give equal bytes, and no command makes it throw. A command on which the rules fail is refused
 * as {@value Rejection#UNDECIDABLE_COMMAND}, apart from one that is no command at all
 * ({@value Rejection#UNDECODABLE_COMMAND}), because the first is a defect of Logway and the second of its asker.
 */
public final class ScopeProjection {
    /** The largest event; the room that is left holds its key, the framing, and what a repetition adds to it. */
    static final int MAX_EVENT_BYTES = TopicSpecs.MAX_RECORD_BYTES - 64 * 1024;

    /** Of a refusal that would not fit into a record, this many reasons are given. */
    static final int MAX_REASONS_OF_LARGE = 100;

    private static final String UNKNOWN_ACTOR = "unknown";
    private static final int MAX_FAULT = 500;

    private ScopeProjection() {}

    /**
     * Decides {@code command}.
     *
     * @param arrived when the broker took it
     */
    public static Projected project(ScopeHead head, Command command, Instant arrived) {
        Instant at = head.timeOf(arrived);
        try {
            return switch (GroupDecider.decide(head.image(), command, at)) {
                case Decision.Accepted(List<Change> changes) -> accept(head, command, at, changes);
                case Decision.Rejected(List<Rejection> reasons) ->
                    new Projected(refuse(command, head.revision(), at, reasons), head);
            };
        } catch (RuntimeException e) {
            return refuse(head, command, at, Rejection.undecidable(abbreviated(e.toString())));
        }
    }

    /** Answers {@code command}, which repeats the one of {@code first}. */
    static Publication repeat(Command command, Instant at, Event first) {
        var outcome = new Outcome.Repeated(first.commandId(), first.outcome().verdict());
        return publish(command, at, outcome, List.of());
    }

    /** Refuses {@code command} in its scope's {@code revision}, because of {@code reasons}. */
    static Publication refuse(Command command, long revision, Instant at, List<Rejection> reasons) {
        Publication whole = publish(command, at, new Outcome.Rejected(revision, reasons), List.of());
        if (whole.value().length <= MAX_EVENT_BYTES) {
            return whole;
        }
        var some = reasons.subList(0, Math.min(MAX_REASONS_OF_LARGE, reasons.size()));
        return publish(command, at, new Outcome.Rejected(revision, some), List.of());
    }

    /**
     * Refuses a record that is no command.
     *
     * @param scope that its key names, or {@link Scope#STRAY}
     * @param revision of that scope, as far as it is known
     */
    static Publication undecodable(Arrival arrival, Scope scope, long revision, String fault) {
        String place = arrival.topic() + "-" + arrival.partition() + "@" + arrival.offset();
        var reason = Rejection.undecodable(abbreviated(fault) + " (" + place + ")");
        var event = new Event(
                new CommandId(UUID.nameUUIDFromBytes(place.getBytes(UTF_8))),
                scope,
                new Origin(UNKNOWN_ACTOR, null, arrival.at()),
                arrival.at(),
                new Outcome.Rejected(revision, List.of(reason)));
        return new Publication(event, EventCodec.encode(event), List.of());
    }

    private static Projected accept(ScopeHead head, Command command, Instant at, List<Change> changes) {
        ScopeImage image = head.image();
        long revision = image.revision() + 1;
        var records = new ArrayList<LogRecord>(changes.size() + 1);
        var entries = new ArrayList<EntryChange>(changes.size());
        for (Change change : changes) {
            ConfigCodec.Encoded encoded = ConfigCodec.encode(image.scope(), change);
            records.add(new LogRecord(encoded.key(), encoded.value()));
            entries.add(encoded.change());
        }
        ScopeImage next = image.apply(new ScopeDelta(image.revision(), revision, entries));
        var seal = new Seal(revision, next.digest(), command.id(), at);
        records.add(new LogRecord(Keys.seal(), ConfigCodec.encode(image.scope(), seal)));

        var outcome = new Outcome.Accepted(revision, next.digest(), changes, head.previous());
        Publication publication = publish(command, at, outcome, records);
        int bytes = publication.value().length;
        return bytes > MAX_EVENT_BYTES
                ? refuse(head, command, at, Rejection.tooLarge(bytes, MAX_EVENT_BYTES))
                : new Projected(publication, new ScopeHead(next, EventCodec.hash(publication.value()), at));
    }

    private static Projected refuse(ScopeHead head, Command command, Instant at, Rejection reason) {
        return new Projected(refuse(command, head.revision(), at, List.of(reason)), head);
    }

    private static Publication publish(Command command, Instant at, Outcome outcome, List<LogRecord> config) {
        var event = new Event(command.id(), command.scope(), command.origin(), at, outcome);
        return new Publication(event, EventCodec.encode(event), config);
    }

    private static String abbreviated(String text) {
        return text.length() <= MAX_FAULT ? text : text.substring(0, MAX_FAULT) + "…";
    }
}
