package dev.logway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing list small (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002). */
public final class Shrinking {
    private Shrinking() {}

    /**
     * A part of {@code failing}, in its order, for which {@code fails} still holds and from which no single element
     * can be left out. Chunks go first, half the list and less, then single elements.
     */
    public static <T> List<T> smallest(List<T> failing, Predicate<List<T>> fails) {
        List<T> current = failing;
        int chunk = Math.max(1, current.size() / 2);
        while (true) {
            List<T> shorter = withoutSomeChunk(current, chunk, fails);
            if (shorter.size() < current.size()) {
                current = shorter;
            } else if (chunk == 1) {
                return current;
            } else {
                chunk /= 2;
            }
        }
    }

    private static <T> List<T> withoutSomeChunk(List<T> list, int chunk, Predicate<List<T>> fails) {
        List<T> current = list;
        int from = 0;
        while (from < current.size()) {
            List<T> shorter = without(current, from, Math.min(chunk, current.size() - from));
            if (fails.test(shorter)) {
                current = shorter;
            } else {
                from += chunk;
            }
        }
        return current;
    }

    private static <T> List<T> without(List<T> list, int from, int count) {
        var rest = new ArrayList<T>(list.subList(0, from));
        rest.addAll(list.subList(from + count, list.size()));
        return List.copyOf(rest);
    }
}
