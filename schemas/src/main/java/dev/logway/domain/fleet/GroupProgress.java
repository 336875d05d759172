package dev.logway.domain.fleet;

import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * How far a group's configuration has come, and when it came there, as far back as that is remembered. One thread
 * drives it.
 *
 * <p>Of revisions that follow each other within {@code spacing} only the first is remembered, so that a bounded
 * memory reaches back {@value #MAX_REMEMBERED} times {@code spacing} however fast they come; a time it gives is
 * early by at most {@code spacing}.
 */
public final class GroupProgress {
    static final int MAX_REMEMBERED = 1_024;

    private final ArrayDeque<Decided> remembered = new ArrayDeque<>();
    private final Duration spacing;
    private Decided newest = new Decided(0, Digest.EMPTY, Instant.EPOCH);

    /** A revision of the group, and when the broker took its command. */
    public record Decided(long revision, Digest digest, Instant at) {}

    /** @param spacing how much too early a time may be */
    public GroupProgress(Duration spacing) {
        this.spacing = spacing;
    }

    /** Takes a revision; one that is no newer than the newest changes nothing. */
    public void decided(Decided revision) {
        if (revision.revision() <= newest.revision()) {
            return;
        }
        newest = revision;
        if (remembered.isEmpty()
                || !revision.at().isBefore(remembered.getLast().at().plus(spacing))) {
            remembered.addLast(revision);
            if (remembered.size() > MAX_REMEMBERED) {
                remembered.removeFirst();
            }
        }
    }

    /** The newest revision; 0 before the first. */
    public Decided newest() {
        return newest;
    }

    /**
     * When {@code revision}, one of 1 to the newest, was decided. If that is no longer remembered, the time of the
     * oldest that is.
     */
    Instant at(long revision) {
        if (revision == newest.revision()) {
            return newest.at();
        }
        for (var newestFirst = remembered.descendingIterator(); newestFirst.hasNext(); ) {
            Decided decided = newestFirst.next();
            if (decided.revision() <= revision) {
                return decided.at();
            }
        }
        return remembered.isEmpty() ? newest.at() : remembered.getFirst().at();
    }
}
