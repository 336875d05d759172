package dev.logway.projector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Fingerprint;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.testkit.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CheckpointScheduleTest {
    private static ScopeImage image(int resources) {
        var changes = new ArrayList<EntryChange>();
        for (int i = 0; i < resources; i++) {
            changes.add(new EntryChange.Put(new Entry(
                    Resources.upstream("u" + i),
                    new Meta(1, Instant.EPOCH, Instant.EPOCH, "ann"),
                    new Fingerprint(i, 0, 0, 0))));
        }
        return ScopeImage.empty(Scope.group("g")).apply(ScopeDelta.of(0, 1, changes));
    }

    private static List<Long> due(long revisions, int resources) {
        ScopeImage image = image(resources);
        return LongStream.rangeClosed(1, 60)
                .filter(revision -> new CheckpointSchedule(revisions).isDue(image.at(revision)))
                .boxed()
                .toList();
    }

    @Test
    void anImageIsKeptEverySoManyRevisions() {
        assertEquals(List.of(10L, 20L, 30L, 40L, 50L, 60L), due(10, 1));
        assertEquals(List.of(10L, 20L, 30L, 40L, 50L, 60L), due(10, 10));
        assertEquals(List.of(10L, 20L, 30L, 40L, 50L, 60L), due(10, 0));
    }

    @Test
    void aLargeImageIsKeptLessOften() {
        assertEquals(List.of(20L, 40L, 60L), due(10, 11));
        assertEquals(List.of(30L, 60L), due(10, 29));
    }

    @Test
    void zeroKeepsNone() {
        assertFalse(new CheckpointSchedule(0).isDue(image(0).at(10)));
        assertThrows(IllegalArgumentException.class, () -> new CheckpointSchedule(-1));
    }
}
