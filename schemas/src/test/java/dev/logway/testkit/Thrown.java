package dev.logway.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a failure says of itself. */
public final class Thrown {
    private Thrown() {}

    /** The message of the {@code type} that {@code code} throws; fails if it throws none. */
    public static String message(Class<? extends Throwable> type, Executable code) {
        return String.valueOf(assertThrows(type, code).getMessage());
    }
}
