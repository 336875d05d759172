package dev.logway.projector.topology;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.plan;
import static dev.logway.projector.scope.Asks.route;
import static dev.logway.projector.scope.Asks.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.resource.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalendarTopologyTest {
    private static final String CONFIG = Rig.TOPICS.config(DEFAULT);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rig rig;

    CalendarTopologyTest(@TempDir Path directory) {
        rig = new Rig(directory);
        rig.command(createGroup(DEFAULT));
        rig.command(ask("u1", DEFAULT, upstream("u1", 9000)));
        rig.events();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aChangeIsMadeWhenItsTimeComes() {
        rig.command(plan("later", DEFAULT, rig.now().plus(MINUTE), null, route("r1", "/a", "u1")));
        rig.events();
        rig.written(CONFIG);

        rig.advance(MINUTE.minusMillis(1));
        assertEquals(List.of(), rig.events());
        rig.advance(Duration.ofMillis(20));

        Event made = rig.events().getFirst();
        assertEquals("logway:calendar", made.origin().actor());
        assertEquals("because", made.origin().reason());
        assertEquals(4, assertInstanceOf(Outcome.Accepted.class, made.outcome()).revision());
        assertEquals(List.of("routes/r1", "pending_changes/3", "seal"), keys());
    }

    @Test
    void whatWaitsOutlivesItsProcess() {
        rig.command(plan("later", DEFAULT, rig.now().plus(MINUTE), null, route("r1", "/a", "u1")));
        rig.restart();
        rig.events();
        rig.advance(MINUTE);
        assertEquals(1, rig.events().size());
        rig.restart();
        rig.advance(MINUTE);
        assertEquals(List.of(), rig.events());
    }

    @Test
    void theTimeMayComeWhileNobodyRuns() {
        rig.command(plan("later", DEFAULT, rig.now().plus(MINUTE), null, route("r1", "/a", "u1")));
        rig.events();
        rig.sleepThrough(MINUTE.multipliedBy(10));
        rig.advance(CommandProcessor.LONGEST_WAIT);
        assertEquals(1, rig.events().size());
    }

    @Test
    void aChangeThatIsRefusedThenIsGivenUp() {
        rig.command(plan("later", DEFAULT, rig.now().plus(MINUTE), null, route("r1", "/a", "u1")));
        rig.command(ask("gone", DEFAULT, new Edit.Delete(Upstream.key("u1"))));
        rig.events();
        rig.written(CONFIG);

        rig.advance(MINUTE);

        List<Event> events = rig.events();
        assertEquals(2, events.size());
        assertInstanceOf(Outcome.Rejected.class, events.getFirst().outcome());
        assertInstanceOf(Outcome.Accepted.class, events.getLast().outcome());
        assertEquals(List.of("pending_changes/3", "seal"), keys());
    }

    @Test
    void aCommandOfTheCalendarThatComesTwiceIsDecidedOnce() {
        rig.command(plan("later", DEFAULT, rig.now().plus(MINUTE), null, route("r1", "/a", "u1")));
        rig.written(Rig.TOPICS.commands());
        rig.advance(MINUTE);
        rig.events();
        var fire = rig.written(Rig.TOPICS.commands()).getFirst();
        rig.restart();
        rig.record(Rig.TOPICS.commands(), fire.key(), fire.value());
        assertEquals(List.of(), rig.events());
    }

    private List<String> keys() {
        return rig.written(CONFIG).stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }
}
