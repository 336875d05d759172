package dev.logway.api.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private final Outcomes outcomes = new Outcomes(1_000);

    private static Event event() {
        return new Event(
                new CommandId(UUID.randomUUID()),
                Scope.group("g"),
                new Origin("a", null, Instant.EPOCH),
                Instant.EPOCH,
                new Outcome.Accepted(1, Digest.EMPTY, List.of(), Hash.NONE));
    }

    @Test
    void whoWaitsGetsTheOutcome() {
        Event event = event();
        var waiting = outcomes.expect(event.commandId());
        assertTrue(outcomes.isExpected(event.commandId()));
        outcomes.accept(event());
        assertFalse(waiting.isDone());
        outcomes.accept(event);
        assertSame(event, waiting.join());
        assertEquals(0, outcomes.outstanding());
        assertFalse(outcomes.isExpected(event.commandId()));
    }

    @Test
    void recentOutcomesAreKnownToThoseWhoAskLater() {
        Event event = event();
        assertTrue(outcomes.recent(event.commandId()).isEmpty());
        outcomes.accept(event);
        assertEquals(event, outcomes.recent(event.commandId()).orElseThrow());
    }

    @Test
    void whoGaveUpIsNotCounted() {
        Event event = event();
        var waiting = outcomes.expect(event.commandId());
        assertEquals(1, outcomes.outstanding());
        outcomes.forget(event.commandId());
        assertEquals(0, outcomes.outstanding());
        outcomes.accept(event);
        assertFalse(waiting.isDone());
    }
}
