package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.command.CommandId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CommandIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:53:35.123Z");

    @Test
    void idsAreUuidsOfVersionSeven() {
        var ids = new CommandIds(InstantSource.fixed(NOW), new SplittableRandom(1));
        var seen = new HashSet<CommandId>();
        for (int i = 0; i < 1_000; i++) {
            CommandId id = ids.next();
            assertEquals(7, id.value().version());
            assertEquals(2, id.value().variant());
            assertEquals(NOW.toEpochMilli(), id.value().getMostSignificantBits() >>> 16);
            assertEquals(id, CommandId.parse(id.toString()));
            seen.add(id);
        }
        assertEquals(1_000, seen.size());
    }
}
