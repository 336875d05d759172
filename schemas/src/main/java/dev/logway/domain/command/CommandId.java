package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import java.util.HexFormat;
import java.util.UUID;

/** A command's name: a UUID (RFC 9562), made by whoever issues the command, never used twice. */
public record CommandId(UUID value) {
    private static final int LENGTH = 36;

    /** @throws IllegalArgumentException if {@code text} is no UUID in its canonical form */
    public static CommandId parse(String text) {
        require(isCanonical(text), "command_id", text, "a UUID");
        return new CommandId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }

    /** Eight, four, four, four and twelve hexadecimal digits; the JDK's parser takes shorter and longer fields. */
    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
