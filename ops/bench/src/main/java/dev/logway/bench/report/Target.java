package dev.logway.bench.report;

/** What a figure should be. */
public sealed interface Target {
    double limit();

    boolean isMetBy(double value);

    /** The comparison in ASCII. */
    String sign();

    /** Better when small, such as a time. */
    record AtMost(double limit) implements Target {
        @Override
        public boolean isMetBy(double value) {
            return value <= limit;
        }

        @Override
        public String sign() {
            return "<=";
        }
    }

    /** Better when large, such as a rate. */
    record AtLeast(double limit) implements Target {
        @Override
        public boolean isMetBy(double value) {
            return value >= limit;
        }

        @Override
        public String sign() {
            return ">=";
        }
    }
}
