package dev.logway.domain;

/** The checks of compact constructors; every message reads {@code name: value (expected: range)}, on one line. */
public final class Require {
    private static final int MAX_SHOWN = 120;

    private Require() {}

    /** @throws IllegalArgumentException if {@code holds} is false, naming the component, its value and what was expected */
    public static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    name + ": " + OneLine.of(String.valueOf(value), MAX_SHOWN) + " (expected: " + expected + ")");
        }
    }
}
