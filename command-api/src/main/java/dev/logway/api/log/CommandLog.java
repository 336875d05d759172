package dev.logway.api.log;

import dev.logway.domain.command.Command;
import io.vertx.core.Future;

/** Where commands go. */
public interface CommandLog {
    /**
     * Appends {@code command}. Succeeds once the log has it for good; its outcome follows on its own.
     *
     * @return fails with {@link NotAppendedException} if the log did not take it
     */
    Future<Void> append(Command command);
}
