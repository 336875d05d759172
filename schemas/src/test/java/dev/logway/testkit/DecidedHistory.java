package dev.logway.testkit;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Decision;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The events of one scope as the projector writes them, refusals among them, with the image of every revision. */
public final class DecidedHistory {
    private final Scope scope;
    private final ConfigLog config;
    private final List<Recorded> events = new ArrayList<>();
    private Hash previous = Hash.NONE;

    /** An event, and its value in the log. */
    public record Recorded(Event event, byte[] value) {}

    /** The empty history of {@code scope}. */
    public DecidedHistory(Scope scope) {
        this.scope = scope;
        this.config = new ConfigLog(scope);
    }

    /** The history of {@link Commands#SCOPE} after {@code commands}. */
    public static DecidedHistory of(List<Command> commands) {
        var history = new DecidedHistory(Commands.SCOPE);
        commands.forEach(history::submit);
        return history;
    }

    /** Decides {@code command}, and appends its event. */
    public void submit(Command command) {
        Instant at = Commands.ASKED_AT.plusSeconds(config.image().revision());
        Outcome outcome = switch (config.submit(command)) {
            case Decision.Accepted(var changes) ->
                new Outcome.Accepted(config.image().revision(), config.image().digest(), changes, previous);
            case Decision.Rejected(var reasons) ->
                new Outcome.Rejected(config.image().revision(), reasons);
        };
        var event = new Event(command.id(), scope, command.origin(), at, outcome);
        byte[] value = EventCodec.encode(event);
        if (outcome instanceof Outcome.Accepted) {
            previous = EventCodec.hash(value);
        }
        events.add(new Recorded(event, value));
    }

    /** Every event, in order. */
    public List<Recorded> events() {
        return List.copyOf(events);
    }

    /** The config topic that goes with it. */
    public ConfigLog config() {
        return config;
    }

    /** The image at {@code revision}; revision 0 is the empty one. */
    public ScopeImage image(long revision) {
        return config.image(revision);
    }

    /** The newest image. */
    public ScopeImage image() {
        return config.image();
    }
}
