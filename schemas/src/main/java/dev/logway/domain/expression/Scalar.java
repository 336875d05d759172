package dev.logway.domain.expression;

import static dev.logway.domain.Require.require;

/** A value that a variable is compared with. Its text is JSON. */
public sealed interface Scalar {
    int MAX_TEXT = 4_096;

    /** @param value at most {@value Scalar#MAX_TEXT} characters */
    record Text(String value) implements Scalar {

        /** @throws IllegalArgumentException if it is too long */
        public Text {
            require(value.length() <= MAX_TEXT, "vars", value, "at most 4096 characters");
        }

        @Override
        public String toString() {
            return Quoted.of(value);
        }
    }

    /** @param value finite */
    record Numeric(double value) implements Scalar {

        /** @throws IllegalArgumentException if it is not finite */
        public Numeric {
            require(Double.isFinite(value), "vars", value, "a finite number");
            value = value + 0.0; // Minus zero becomes zero.
        }

        /** Whether it is a whole number that a double holds exactly. */
        public boolean isWhole() {
            return value == Math.rint(value) && Math.abs(value) <= 1L << 53;
        }

        @Override
        public String toString() {
            return isWhole() ? Long.toString((long) value) : Double.toString(value);
        }
    }

    record Truth(boolean value) implements Scalar {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** There is no value. */
    record Absent() implements Scalar {
        @Override
        public String toString() {
            return "null";
        }
    }
}
