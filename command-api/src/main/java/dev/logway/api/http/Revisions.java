package dev.logway.api.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of revisions, as askers write it.
 *
 * @param first 1 or more
 * @param last at least {@code first}; null for the newest
 */
record Revisions(long first, @Nullable Long last) {
    static final String EXPECTED = "a revision such as 40, a range such as 40..52, or all";

    private static final String ALL = "all";
    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,17})(?:\\.\\.([1-9][0-9]{0,17}))?");

    /** Reads {@link #toString()} back; empty if {@code text} is no range. */
    static Optional<Revisions> parse(String text) {
        if (text.equals(ALL)) {
            return Optional.of(new Revisions(1, null));
        }
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        return last < first ? Optional.empty() : Optional.of(new Revisions(first, last));
    }

    @Override
    public String toString() {
        if (last == null) {
            return ALL;
        }
        return last == first ? String.valueOf(first) : first + ".." + last;
    }
}
