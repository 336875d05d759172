package dev.logway.projector.topology;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.plan;
import static dev.logway.projector.scope.Asks.route;
import static dev.logway.projector.scope.Asks.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.resource.Upstream;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    @Test
    void whatWaitsIsCountedAndSoIsWhatBecameOfIt() {
        rig.command(plan(
                "later",
                DEFAULT,
                rig.now().plus(MINUTE),
                rig.now().plus(MINUTE.multipliedBy(2)),
                route("r1", "/a", "u1")));
        rig.command(ask("u2", DEFAULT, upstream("u2", 9001)));
        rig.command(plan("refused", DEFAULT, rig.now().plus(MINUTE), null, route("r2", "/b", "u2")));
        rig.command(ask("gone", DEFAULT, new Edit.Delete(Upstream.key("u2"))));
        assertEquals(Map.of("canary", 0.0, "proposed", 0.0, "scheduled", 2.0, "applied", 0.0), waiting());
        rig.restart();
        assertEquals(Map.of("canary", 0.0, "proposed", 0.0, "scheduled", 2.0, "applied", 0.0), waiting());

        rig.advance(MINUTE);

        assertEquals(Map.of("canary", 0.0, "proposed", 0.0, "scheduled", 0.0, "applied", 1.0), waiting());
        assertEquals(Map.of("apply taken", 1.0, "apply given_up", 1.0), steps());
        rig.advance(MINUTE);
        assertEquals(Map.of("canary", 0.0, "proposed", 0.0, "scheduled", 0.0, "applied", 0.0), waiting());
        assertEquals(Map.of("apply taken", 1.0, "apply given_up", 1.0, "take_back taken", 1.0), steps());
    }

    /** By state, of the one partition that has any group. */
    private Map<String, Double> waiting() {
        var gauges = (GaugeSnapshot) rig.metrics
                .registry()
                .scrape("logway_projector_pending_changes"::equals)
                .get(0);
        return gauges.getDataPoints().stream()
                .collect(toMap(
                        point -> String.valueOf(point.getLabels().get("state")),
                        GaugeSnapshot.GaugeDataPointSnapshot::getValue,
                        Double::sum));
    }

    private Map<String, Double> steps() {
        var counter = (CounterSnapshot) rig.metrics
                .registry()
                .scrape("logway_projector_pending_steps"::equals)
                .get(0);
        return counter.getDataPoints().stream()
                .collect(toMap(
                        point -> point.getLabels().get("step") + " "
                                + point.getLabels().get("result"),
                        CounterSnapshot.CounterDataPointSnapshot::getValue));
    }

    private List<String> keys() {
        return rig.written(CONFIG).stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }
}
