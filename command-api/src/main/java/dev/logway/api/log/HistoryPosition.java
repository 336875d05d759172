package dev.logway.api.log;

import static dev.logway.domain.Require.require;

import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a scope's history: after the event that made {@code revision}, and after {@code others} events since
 * that made none. Written {@code 12}, or {@code 12.3}.
 *
 * @param revision 0 for the beginning
 */
public record HistoryPosition(long revision, int others) implements Comparable<HistoryPosition> {
    public static final HistoryPosition BEGINNING = new HistoryPosition(0, 0);
    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,17})(?:\\.([1-9][0-9]{0,8}))?");

    /** @throws IllegalArgumentException if a component is negative */
    public HistoryPosition {
        require(revision >= 0, "after", revision, ">= 0");
        require(others >= 0, "after", others, ">= 0");
    }

    /** @throws IllegalArgumentException if {@code text} is no position */
    public static HistoryPosition parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        require(matcher.matches(), "after", text, "a revision, or what an answer gave as next");
        String others = matcher.group(2);
        return new HistoryPosition(Long.parseLong(matcher.group(1)), others == null ? 0 : Integer.parseInt(others));
    }

    /** The place after the event that made {@code revision}. */
    public static HistoryPosition after(long revision) {
        return new HistoryPosition(revision, 0);
    }

    /** The place after {@code event}, the next of its scope. */
    public HistoryPosition after(Event event) {
        return event.outcome() instanceof Outcome.Accepted accepted
                ? after(accepted.revision())
                : new HistoryPosition(revision, others + 1);
    }

    @Override
    public int compareTo(HistoryPosition other) {
        int byRevision = Long.compare(revision, other.revision);
        return byRevision != 0 ? byRevision : Integer.compare(others, other.others);
    }

    @Override
    public String toString() {
        return others == 0 ? Long.toString(revision) : revision + "." + others;
    }
}
