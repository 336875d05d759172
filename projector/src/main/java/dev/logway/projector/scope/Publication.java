package dev.logway.projector.scope;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written because of one command, all of it or nothing.
 *
 * @param value the event's bytes
 * @param config records for the scope's config topic: resources in the order of their keys, then the seal; empty
 *     unless the command was accepted
 * @param following commands for the commands topic, as the calendar asks for them
 * @param settled the step of a change that waited; null if there was none
 */
public record Publication(
        Event event,
        byte[] value,
        List<LogRecord> config,
        List<Command> following,
        @Nullable SettledStep settled) {
    /** Copies the lists. */
    public Publication {
        config = List.copyOf(config);
        following = List.copyOf(following);
    }

    /** Nothing follows from it. */
    public Publication(Event event, byte[] value, List<LogRecord> config) {
        this(event, value, config, List.of(), null);
    }

    /** The same, and {@code commands} follow. */
    Publication followedBy(List<Command> commands) {
        return new Publication(event, value, config, commands, settled);
    }

    /** The same, which settled {@code step}. */
    Publication settling(@Nullable SettledStep step) {
        return new Publication(event, value, config, following, step);
    }
}
