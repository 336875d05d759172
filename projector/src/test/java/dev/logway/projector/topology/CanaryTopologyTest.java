package dev.logway.projector.topology;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.route;
import static dev.logway.projector.scope.Asks.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Schedule;
import dev.logway.projector.scope.Asks;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CanaryTopologyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String CONFIG = Rig.TOPICS.config(DEFAULT);

    private final Rig rig;

    CanaryTopologyTest(@TempDir Path directory) {
        rig = new Rig(directory);
        rig.command(createGroup(DEFAULT));
        rig.command(ask("u1", DEFAULT, upstream("u1", 9000)));
        var canary = new Canary(List.of("edge-1"), 10, Canary.Trial.DEFAULT, null);
        var action = new Action.Changeset(List.of(route("r1", "/a", "u1")), Action.Guard.GUARDED, Schedule.NOW, canary);
        rig.command(Command.of(Asks.id("try"), DEFAULT, new Origin("ada", "because", Asks.START), action));
        rig.events();
        rig.written(CONFIG);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whatDoesWellIsMadeByOneCommandWhoseEventSaysWhy() {
        for (int second = 0; second < 62; second++) {
            rig.heartbeat(report(second * 10L, 0));
            rig.advance(SECOND);
        }
        Event made = one(rig.events());
        assertEquals("logway:canary", made.origin().actor());
        assertEquals(
                "promoted: 0 % of 600 requests failed (at most 5 %)",
                made.origin().reason());
        assertInstanceOf(Outcome.Accepted.class, made.outcome());
        assertEquals(List.of("routes/r1", "pending_changes/3", "seal"), keys());
    }

    @Test
    void whatFailsIsTakenBackAcrossARestart() {
        rig.heartbeat(report(10, 0));
        rig.restart();
        rig.heartbeat(report(100, 50));
        rig.advance(SECOND);
        Event taken = one(rig.events());
        assertEquals(
                "taken back: 50 % of 100 requests failed (at most 5 %)",
                taken.origin().reason());
        assertEquals(List.of("pending_changes/3", "seal"), keys());
        assertEquals(1, steps("taken_back"));
        assertEquals(0, steps("given_up"));
        rig.restart();
        rig.heartbeat(report(200, 100));
        rig.advance(SECOND);
        assertEquals(List.of(), rig.events());
    }

    @Test
    void aPromotionThatIsRefusedIsGivenUp() {
        rig.command(ask("meanwhile", DEFAULT, route("r1", "/b", "u1")));
        rig.events();
        for (int second = 0; second < 62; second++) {
            rig.heartbeat(report(second, 0));
            rig.advance(SECOND);
        }
        List<Event> events = rig.events();
        assertEquals(2, events.size());
        var refused = assertInstanceOf(Outcome.Rejected.class, events.getFirst().outcome());
        assertEquals("changed-since-tried", refused.reasons().getFirst().code());
        assertEquals(
                "given up: routes/r1 was created (revision 4) since the canary began",
                events.getLast().origin().reason());
        assertEquals(1, steps("given_up"));
        assertEquals(0, steps("taken_back"));
    }

    /** Promotions that came to {@code result}. */
    private double steps(String result) {
        var counter = (CounterSnapshot) rig.metrics
                .registry()
                .scrape("logway_projector_pending_steps"::equals)
                .get(0);
        var labels = Labels.of("step", "promote", "result", result);
        return counter.getDataPoints().stream()
                .filter(point -> point.getLabels().equals(labels))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private static Event one(List<Event> events) {
        assertEquals(1, events.size());
        return events.getFirst();
    }

    private List<String> keys() {
        return rig.written(CONFIG).stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    private static Heartbeat report(long requests, long errors) {
        return new Heartbeat(
                new InstanceId("default", "edge-1"),
                new Heartbeat.Address("host", List.of(), "0.1.0", null, null),
                new Heartbeat.Serving(3, Digest.EMPTY),
                List.of(),
                Duration.ofMinutes(1),
                List.of(),
                new CanaryReport("3", new CanaryCounts(requests, errors, 0, 0), List.of()));
    }
}
