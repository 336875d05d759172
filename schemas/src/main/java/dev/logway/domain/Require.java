package dev.logway.domain;

/** The checks of compact constructors; every message reads {@code name: value (expected: range)}, on one line. */
public final class Require {
    private static final int MAX_SHOWN = 120;

    private Require() {}

    /** @throws IllegalArgumentException if {@code holds} is false, naming the component, its value and what was expected */
    public static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw refusal(name, value, expected);
        }
    }

    /** What {@link #require} throws, for a value that has already been found wrong. */
    public static IllegalArgumentException refusal(String name, Object value, String expected) {
        return new IllegalArgumentException(
                name + ": " + OneLine.of(String.valueOf(value), MAX_SHOWN) + " (expected: " + expected + ")");
    }
}
