package dev.logway.projector.scope;

import dev.logway.domain.command.Event;
import java.util.List;

/**
 * What is written because of one command, all of it or nothing.
 *
 * @param value the event's bytes
 * @param config records for the scope's config topic: resources in the order of their keys, then the seal; empty
 *     unless the command was accepted
 */
public record Publication(Event event, byte[] value, List<LogRecord> config) {
    /** Copies {@code config}. */
    public Publication {
        config = List.copyOf(config);
    }
}
