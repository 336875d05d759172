package dev.logway.projector.fleet;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Schedule;
import dev.logway.projector.scope.Asks;
import dev.logway.projector.state.HeapByteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A canary of edge-1 that is looked at for a minute. */
class CanaryTrialsTest {
    private static final Instant START = Asks.START;
    private static final String ID = "7";

    private final HeapByteStore store = new HeapByteStore();
    private final Asked asked = new Asked();
    private FleetProjection fleet = FleetProjection.restore(store, FleetSettings.DEFAULT, asked, 0);
    private long revision = 6;

    /** What is asked for. */
    private static final class Asked implements FleetSink {
        private final List<Command> commands = new ArrayList<>();
        private final List<Instance> published = new ArrayList<>();

        @Override
        public void judged(Instance instance, Instant at) {
            published.add(instance);
        }

        @Override
        public void forgotten(InstanceId instance, Instant at) {}

        @Override
        public void ask(Command command) {
            commands.add(command);
        }

        @Override
        public void transition(InstanceTransition transition) {}
    }

    @Test
    void aChangeThatDoesWellIsPromotedWithTheFigures() {
        begins();
        heard("edge-1", 1, 0, 0);
        heard("edge-2", 1, 0, 0);
        heard("edge-1", 60, 900, 3);
        heard("edge-2", 60, 500, 1);
        tickAt(62);
        assertEquals(List.of(), asked.commands, "what happened until the end is not known yet");
        heard("edge-1", 65, 1_000, 3);
        tickAt(65);

        Command command = asked.commands.getFirst();
        assertEquals(new Action.Fire(ID, Step.PROMOTE), command.action());
        assertEquals("logway:canary", command.origin().actor());
        assertEquals(
                "promoted: 0.3 % of 1,000 requests failed (at most 5 %); elsewhere 0.2 % of 500 requests failed",
                command.origin().reason());
    }

    @Test
    void aChangeThatFailsIsTakenBackBeforeTheTimeIsOver() {
        begins();
        heard("edge-1", 1, 100, 60);
        tickAt(2);
        Command command = asked.commands.getFirst();
        assertEquals(new Action.Withdraw(ID, Step.PROMOTE), command.action());
        assertEquals(
                "taken back: 60 % of 100 requests failed (at most 5 %)",
                command.origin().reason());
    }

    @Test
    void whatAnInstanceCountedIsPublishedAtOnce() {
        begins();
        heard("edge-1", 1, 0, 0);
        heard("edge-1", 2, 7, 0);
        heard("edge-1", 3, 7, 0);
        assertEquals(2, asked.published.size());
    }

    @Test
    void anInstanceThatIsLostEndsIt() {
        begins();
        heard("edge-1", 1, 0, 0);
        tickTo(31);
        assertEquals(List.of(), asked.commands);
        tickTo(33);
        assertEquals(
                "taken back: nothing is heard any more from edge-1, which served it",
                asked.commands.getFirst().origin().reason());
    }

    @Test
    void oneThatIsNeverHeardEndsItThoughNobodyElseTellsTheTime() {
        begins();
        assertTrue(!fleet.isEmpty());
        tickTo(59);
        assertEquals(List.of(), asked.commands);
        tickTo(61);
        assertEquals(
                "taken back: edge-1 did not serve it within 60 s",
                asked.commands.getFirst().origin().reason());
    }

    @Test
    void aRestartKnowsWhatWasHeardAndAsksUnderTheSameId() {
        begins();
        heard("edge-1", 1, 900, 9);
        restart(40);
        heard("edge-1", 58, 1_000, 10); // the last is known, so that this is no new process
        tickAt(60);
        assertEquals(List.of(), asked.commands);
        heard("edge-1", 61, 1_000, 10);
        tickAt(61);
        restart(62);
        tickAt(62);

        assertEquals(2, asked.commands.size());
        assertEquals(asked.commands.getFirst().id(), asked.commands.getLast().id());
        assertEquals(
                "promoted: 1 % of 1,000 requests failed (at most 5 %)",
                asked.commands.getLast().origin().reason());
    }

    @Test
    void aFaultIsNotForgottenInARestart() {
        begins();
        heard("edge-1", 1, List.of("routes/r1 is set aside: é\n" + "x".repeat(10_000), "routes/r2 is set aside"));
        restart(2);
        tickAt(2);
        Command command = asked.commands.getFirst();
        assertEquals(new Action.Withdraw(ID, Step.PROMOTE), command.action());
        String reason = Objects.requireNonNull(command.origin().reason());
        assertTrue(reason.startsWith("taken back: edge-1 cannot serve it: routes/r1 is set aside: é"), reason);
        restart(3);
        heard("edge-1", 4, List.of());
        restart(5);
        tickAt(5);
        assertEquals(1, asked.commands.size(), "a fault that is mended is none");
    }

    @Test
    void whatIsKeptOfAFaultIsShort() {
        begins();
        heard("edge-1", 1, List.of("é".repeat(10_000)));
        var kept = new ArrayList<byte[]>();
        store.visit("s".getBytes(UTF_8), (_, value) -> kept.add(value));
        assertTrue(kept.getFirst().length < 1_500, () -> "bytes: " + kept.getFirst().length);
    }

    @Test
    void whatWasAskedIsAskedAgainOnlyAfterAWhile() {
        begins();
        heard("edge-1", 1, 100, 60);
        tickAt(2);
        tickAt(3);
        assertEquals(1, asked.commands.size());
        heard("edge-1", 30, 100, 60);
        tickAt(31);
        assertEquals(1, asked.commands.size());
        tickAt(32);
        assertEquals(2, asked.commands.size());
    }

    @Test
    void nothingIsLeftOfOneThatIsOver() {
        begins();
        heard("edge-1", 1, 100, 60);
        decided(new Change.Removed(PendingChange.key(ID)), 2);
        tickAt(3);
        assertEquals(List.of(), asked.commands);
        assertEquals(0, store.count('c'));
        assertEquals(0, store.count('s'));
        restart(4);
        tickAt(5);
        assertEquals(List.of(), asked.commands);
    }

    @Test
    void aReportOfAnotherCanaryIsNotHeard() {
        begins();
        fleet.heard(
                heartbeat("edge-1", new CanaryReport("3", new CanaryCounts(100, 60, 0, 0), List.of())), at(1), 1_000);
        tickAt(2);
        assertEquals(List.of(), asked.commands);
    }

    @Test
    void damagedEntriesAreSkipped() {
        store.put(new byte[] {'c', 'x'}, new byte[] {1});
        store.put("cgroup/default pending_changes/7".getBytes(UTF_8), new byte[] {1});
        store.put("sdefault/edge-1".getBytes(UTF_8), new byte[64]);
        store.put("sdefault/edge-2".getBytes(UTF_8), new byte[] {1});
        restart(0);
        begins();
        heard("edge-1", 1, 100, 60);
        tickAt(2);
        assertEquals(1, asked.commands.size());
    }

    private void begins() {
        var canary = new Canary(List.of("edge-1"), null, Canary.Trial.DEFAULT, START);
        var change = new PendingChange(
                ID,
                new PendingChange.Author("ann", null, null, START),
                List.of(new Wanted(Route.key("r1"), null)),
                List.of(),
                Approvals.required(0),
                Schedule.NOW,
                Step.PROMOTE,
                canary);
        decided(new Change.Defined(change, new Meta(7, START, START, "ann")), 0);
    }

    private void decided(Change change, int second) {
        var outcome = new Outcome.Accepted(++revision, Digest.EMPTY, List.of(change), Hash.NONE);
        var origin = new Origin("ann", null, at(second));
        fleet.decided(new Event(Asks.id("command " + revision), DEFAULT, origin, at(second), outcome), second * 1_000L);
    }

    private void heard(String instance, int second, long requests, long errors) {
        var report = new CanaryReport(ID, new CanaryCounts(requests, errors, 0, 0), List.of());
        fleet.heard(heartbeat(instance, report), at(second), second * 1_000L);
    }

    private void heard(String instance, int second, List<String> faults) {
        fleet.heard(heartbeat(instance, new CanaryReport(ID, CanaryCounts.NONE, faults)), at(second), second * 1_000L);
    }

    private void restart(int second) {
        fleet = FleetProjection.restore(store, FleetSettings.DEFAULT, asked, second * 1_000L);
    }

    private void tickAt(int second) {
        fleet.tick(second * 1_000L);
    }

    /** In steps that the clock believes. */
    private void tickTo(int second) {
        for (int each = 1; each <= second; each++) {
            tickAt(each);
        }
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private Heartbeat heartbeat(String instance, @Nullable CanaryReport report) {
        return new Heartbeat(
                new InstanceId("default", instance),
                new Heartbeat.Address("host", List.of(), "0.1.0", null, null),
                new Heartbeat.Serving(revision, Digest.EMPTY),
                List.of(),
                Duration.ZERO,
                List.of(),
                report);
    }
}
