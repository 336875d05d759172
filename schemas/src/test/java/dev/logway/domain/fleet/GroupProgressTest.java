package dev.logway.domain.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.fleet.GroupProgress.Decided;
import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class GroupProgressTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration SPACING = Duration.ofMillis(100);

    private final GroupProgress progress = new GroupProgress(SPACING);

    @Test
    void slowRevisionsAreRememberedExactly() {
        for (int revision = 1; revision <= 10; revision++) {
            decided(revision, START.plusSeconds(revision));
        }
        for (int revision = 1; revision <= 10; revision++) {
            assertEquals(START.plusSeconds(revision), progress.at(revision));
        }
    }

    @Test
    void fastRevisionsAreEarlyBySpacingAtMost() {
        for (int revision = 1; revision <= 2_000; revision++) {
            decided(revision, START.plusMillis(revision));
        }
        for (int revision = 1; revision <= 2_000; revision++) {
            Instant actual = START.plusMillis(revision);
            Instant given = progress.at(revision);
            assertTrue(
                    !given.isAfter(actual) && given.isAfter(actual.minus(SPACING)),
                    "revision " + revision + ": " + given);
        }
    }

    @Test
    void fastRevisionsDoNotPushOutTheTimesThatMatter() {
        int revisions = 50_000;
        for (int revision = 1; revision <= revisions; revision++) {
            decided(revision, START.plusMillis(revision));
        }
        assertEquals(START.plusMillis(1), progress.at(1));
    }

    @Test
    void theMemoryIsBoundedAndGivesItsOldestTime() {
        int revisions = 2 * GroupProgress.MAX_REMEMBERED;
        for (int revision = 1; revision <= revisions; revision++) {
            decided(revision, START.plusSeconds(revision));
        }
        assertEquals(START.plusSeconds(revisions - GroupProgress.MAX_REMEMBERED + 1), progress.at(1));
        assertEquals(START.plusSeconds(revisions), progress.at(revisions));
    }

    @Test
    void anOlderRevisionChangesNothing() {
        decided(5, START.plusSeconds(5));
        decided(4, START.plusSeconds(9));
        assertEquals(5, progress.newest().revision());
        assertEquals(START.plusSeconds(5), progress.at(5));
    }

    @Test
    void nothingIsDecidedAtFirst() {
        assertEquals(0, progress.newest().revision());
        assertEquals(Digest.EMPTY, progress.newest().digest());
    }

    private void decided(long revision, Instant at) {
        progress.decided(new Decided(revision, new Digest(revision, 0, 0, 0), at));
    }
}
