package dev.logway.api.json;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The known name that somebody may have meant, by Levenshtein distance with transpositions. */
final class NearestName {
    private static final int MAX_NAME = 40;

    private NearestName() {}

    /** The nearest of {@code known}, if it is near: one change for short names, up to three for long ones. */
    static Optional<String> of(String name, List<String> known) {
        if (name.length() > MAX_NAME) {
            return Optional.empty();
        }
        int near = Math.clamp(name.length() / 3, 1, 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= near)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Ends a message about an unknown name: the nearest known one, or all of them. */
    static String hint(String name, List<String> known) {
        return of(name, known)
                .map(nearest -> " (did you mean " + nearest + "?)")
                .orElseGet(() -> " (known: " + String.join(", ", known) + ")");
    }

    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            rows[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            rows[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = least;
            }
        }
        return rows[a.length()][b.length()];
    }
}
