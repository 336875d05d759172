package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import dev.logway.domain.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to change one scope, as appended to the log.
 *
 * @param idempotencyKey under which a repetition by the same actor gets the first answer; 1 to
 *     {@value #MAX_IDEMPOTENCY_KEY} printable ASCII characters, or null
 * @param preconditions all must hold
 */
public record Command(
        CommandId id,
        Scope scope,
        Origin origin,
        @Nullable String idempotencyKey,
        List<Precondition> preconditions,
        Action action) {
    public static final int MAX_IDEMPOTENCY_KEY = 255;

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Command {
        preconditions = List.copyOf(preconditions);
        require(
                idempotencyKey == null
                        || (!idempotencyKey.isEmpty()
                                && idempotencyKey.length() <= MAX_IDEMPOTENCY_KEY
                                && idempotencyKey.chars().allMatch(c -> c > ' ' && c < 0x7f)),
                "Idempotency-Key",
                String.valueOf(idempotencyKey),
                "1 to 255 printable ASCII characters without spaces");
    }

    /** A command without precondition or idempotency key. */
    public static Command of(CommandId id, Scope scope, Origin origin, Action action) {
        return new Command(id, scope, origin, null, List.of(), action);
    }
}
