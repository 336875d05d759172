package dev.logway.projector.scope;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import java.util.List;

/**
 * What is written because of one command, all of it or nothing.
 *
 * @param value the event's bytes
 * @param config records for the scope's config topic: resources in the order of their keys, then the seal; empty
 *     unless the command was accepted
 * @param following commands for the commands topic, as the calendar asks for them
 */
public record Publication(Event event, byte[] value, List<LogRecord> config, List<Command> following) {
    /** Copies the lists. */
    public Publication {
        config = List.copyOf(config);
        following = List.copyOf(following);
    }

    /** Nothing follows from it. */
    public Publication(Event event, byte[] value, List<LogRecord> config) {
        this(event, value, config, List.of());
    }
}
