package dev.logway.projector.scope;

import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import org.jspecify.annotations.Nullable;

/** What a scope remembers of a command. */
sealed interface Recall {

    /**
     * Nothing: it is new.
     *
     * @param body hash of what it asks for; null if it has no idempotency key
     */
    record New(@Nullable Hash body) implements Recall {}

    /** Its id was decided before: the same command was delivered twice. */
    record Duplicate() implements Recall {}

    /** Its asker asked for the same before, under the same key, with the outcome {@code first}. */
    record Repeats(Event first) implements Recall {}

    /** Its asker used the same key for something else before. */
    record KeyReused(String key) implements Recall {}
}
