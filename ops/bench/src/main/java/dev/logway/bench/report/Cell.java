package dev.logway.bench.report;

/** One place of a table. */
public sealed interface Cell {
    /** Nothing was measured here, or it makes no sense. */
    Cell BLANK = new Blank();

    /** A figure that nothing is demanded of. */
    static Cell of(double value) {
        return new Value(value);
    }

    /** A figure that should be {@code limit} at most. */
    static Cell atMost(double limit, double value) {
        return new Judged(value, new Target.AtMost(limit));
    }

    /** A figure that should be {@code limit} at least. */
    static Cell atLeast(double limit, double value) {
        return new Judged(value, new Target.AtLeast(limit));
    }

    /** A figure, in its column's unit. */
    record Value(double value) implements Cell {}

    /** A figure and what it should be, in its column's unit. */
    record Judged(double value, Target target) implements Cell {}

    /** An empty place. */
    record Blank() implements Cell {}
}
