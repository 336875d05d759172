package dev.logway.domain;

/** The checks of compact constructors; every message reads {@code name: value (expected: range)}. */
public final class Require {
    private Require() {}

    /** @throws IllegalArgumentException if {@code holds} is false, naming the component, its value and what was expected */
    public static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + abbreviated(value) + " (expected: " + expected + ")");
        }
    }

    private static String abbreviated(Object value) {
        String text = String.valueOf(value);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private static final int MAX_SHOWN = 120;
}
