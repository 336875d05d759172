package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import java.util.UUID;
import java.util.regex.Pattern;

/** A command's name: a UUID (RFC 9562), made by whoever issues the command, never used twice. */
public record CommandId(UUID value) {
    private static final Pattern CANONICAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** @throws IllegalArgumentException if {@code text} is no UUID in its canonical form */
    public static CommandId parse(String text) {
        require(CANONICAL.matcher(text).matches(), "command_id", text, "a UUID");
        return new CommandId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
