package dev.logway.bench.report;

/**
 * What the figures below one heading are.
 *
 * @param unit such as {@code ms}; empty for a plain number
 * @param decimals digits shown behind the point, 0 to 6
 */
public record Column(String name, String unit, int decimals) {
    /** @throws IllegalArgumentException if {@code decimals} is outside its documented range */
    public Column {
        if (decimals < 0 || decimals > 6) {
            throw new IllegalArgumentException("decimals: " + decimals + " (expected: 0..6)");
        }
    }

    /** A time in milliseconds. */
    public static Column millis(String name) {
        return new Column(name, "ms", 2);
    }

    /** A time in seconds. */
    public static Column seconds(String name) {
        return new Column(name, "s", 2);
    }

    /** A number of things. */
    public static Column count(String name) {
        return new Column(name, "", 0);
    }

    /** One figure over another. */
    public static Column ratio(String name) {
        return new Column(name, "", 2);
    }

    /** Name and unit. */
    String heading() {
        return unit.isEmpty() ? name : name + " " + unit;
    }
}
