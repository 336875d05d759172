package dev.logway.domain.expression;

import dev.logway.domain.Require;
import java.util.ArrayDeque;

/**
 * How large a regular expression becomes when its repetitions are written out, which is what matching and memory cost.
 * Looked at before it is compiled: a few characters such as <code>((a{1000}){1000}){1000}</code> stand for a billion
 * steps.
 */
final class RegexSize {
    static final int MAX_LENGTH = 1_024;
    static final int MAX_STEPS = 1_000;

    private final String regex;
    private final ArrayDeque<long[]> outer = new ArrayDeque<>();
    private long[] group = {0, 0};
    private int at;

    private RegexSize(String regex) {
        this.regex = regex;
    }

    /** @throws IllegalArgumentException if {@code regex} is too long, or too large when it is written out */
    static void require(String regex) {
        Require.require(regex.length() <= MAX_LENGTH, "vars", regex, "a regular expression of at most 1024 characters");
        Require.require(
                of(regex) <= MAX_STEPS,
                "vars",
                regex,
                "a regular expression of at most 1000 characters and classes when its repetitions are written out");
    }

    /** At most what the size is; where the expression is malformed, any number. */
    static long of(String regex) {
        return new RegexSize(regex).size();
    }

    private long size() {
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            switch (c) {
                case '(' -> open();
                case ')' -> close();
                case '[' -> bracket();
                case '\\' -> escape();
                case '{' -> repeat();
                case '*', '+', '?' -> {}
                default -> atom(1);
            }
        }
        while (!outer.isEmpty()) {
            close();
        }
        return group[0] + group[1];
    }

    /** The pair is the size of what stands before the last atom, and that of the atom itself. */
    private void atom(long size) {
        group[0] = Math.min(group[0] + group[1], Integer.MAX_VALUE);
        group[1] = size;
    }

    private void open() {
        outer.push(group);
        group = new long[] {0, 0};
    }

    private void close() {
        if (!outer.isEmpty()) {
            long inner = group[0] + group[1];
            group = outer.pop();
            atom(inner + 1);
        }
    }

    private void bracket() {
        int first = at < regex.length() && regex.charAt(at) == '^' ? at + 1 : at;
        int end = first;
        while (end < regex.length() && (regex.charAt(end) != ']' || end == first)) {
            end += regex.charAt(end) == '\\' ? 2 : 1;
        }
        at = Math.min(end + 1, regex.length());
        atom(1);
    }

    private void escape() {
        if (regex.startsWith("Q", at)) {
            int end = regex.indexOf("\\E", at);
            int stop = end < 0 ? regex.length() : end;
            for (int i = at + 1; i < stop; i++) {
                atom(1);
            }
            at = end < 0 ? stop : end + 2;
        } else {
            at = Math.min(at + 1, regex.length());
            atom(1);
        }
    }

    /** Multiplies the last atom by the larger bound; a brace that bounds nothing is a character. */
    private void repeat() {
        int end = regex.indexOf('}', at);
        String[] bounds = end < 0 ? new String[0] : regex.substring(at, end).split(",", -1);
        int most = 0;
        for (String bound : bounds) {
            boolean number = bound.length() <= 4 && bound.chars().allMatch(c -> c >= '0' && c <= '9');
            most = number ? Math.max(most, bound.isEmpty() ? 1 : Integer.parseInt(bound)) : Integer.MAX_VALUE;
        }
        if (most == 0 || most == Integer.MAX_VALUE || bounds.length > 2) {
            atom(1);
        } else {
            group[1] = Math.min(group[1] * (most + 1), Integer.MAX_VALUE);
            at = end + 1;
        }
    }
}
