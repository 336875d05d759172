package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import java.util.UUID;

/** A command's name: a UUID (RFC 9562), made by whoever issues the command, never used twice. */
public record CommandId(UUID value) {

    /** @throws IllegalArgumentException if {@code text} is no UUID in its canonical form */
    public static CommandId parse(String text) {
        require(text.length() == 36, "command_id", text, "a UUID");
        try {
            return new CommandId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("command_id: " + text + " (expected: a UUID)", e);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
