package dev.logway.bench.report;

import java.util.Locale;

/** Figures as text, the same in every locale. */
final class Numbers {
    private Numbers() {}

    /** With a fixed number of digits behind the point and commas between thousands. */
    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A limit as it would be said: without digits that say nothing. */
    static String plain(double value) {
        return value == Math.rint(value) ? fixed(value, 0) : String.valueOf(value);
    }
}
