package dev.logway.domain.fleet;

import static dev.logway.domain.fleet.InstanceState.HEALTHY;
import static dev.logway.domain.fleet.InstanceState.HEARTBEAT_ONLY;
import static dev.logway.domain.fleet.InstanceState.LOST_CONNECTION;
import static dev.logway.domain.fleet.InstanceState.OFFLINE;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.fleet.FleetJudge.Judged;
import dev.logway.domain.fleet.GroupProgress.Decided;
import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FleetJudgeTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final InstanceId EDGE = new InstanceId("default", "edge-1");

    private final FleetJudge judge = new FleetJudge(FleetThresholds.DEFAULT);
    private final GroupProgress progress = new GroupProgress(Duration.ofMillis(100));

    @Test
    void theFirstHeartbeatMakesAnInstanceKnown() {
        decided(1, START);
        Judged judged = judge.heard(null, serving(1), START, progress);
        assertEquals(HEALTHY, instance(judged).state());
        assertEquals(START, instance(judged).since());
        InstanceTransition transition = requireNonNull(judged.transition());
        assertNull(transition.from());
        assertEquals(HEALTHY, transition.to());
        assertEquals("first heartbeat; serves revision 1", transition.reason());
    }

    @Test
    void aHeartbeatThatChangesNothingIsNoTransition() {
        decided(1, START);
        Instance known = heard(null, serving(1), START);
        Judged judged = judge.heard(known, serving(1), START.plusSeconds(5), progress);
        assertNull(judged.transition());
        assertEquals(START, instance(judged).since());
        assertEquals(START.plusSeconds(5), instance(judged).lastSeen());
    }

    @Test
    void anErrorMeansHeartbeatOnly() {
        decided(1, START);
        Judged judged = judge.heard(
                null, heartbeat(1, digest(1), List.of("routes/r1 cannot be served", "and another")), START, progress);
        assertEquals(HEARTBEAT_ONLY, instance(judged).state());
        assertTrue(requireNonNull(judged.transition())
                .reason()
                .endsWith("reports: routes/r1 cannot be served (and 1 more)"));
    }

    @Test
    void anotherDigestAtTheSameRevisionMeansHeartbeatOnly() {
        decided(7, START);
        Judged judged = judge.heard(null, heartbeat(7, digest(8), List.of()), START, progress);
        assertEquals(HEARTBEAT_ONLY, instance(judged).state());
    }

    @Test
    void anotherDigestAtAnotherRevisionSaysNothing() {
        decided(7, START);
        assertEquals(HEALTHY, heard(null, serving(6), START).state());
    }

    @Test
    void aRevisionAheadOfTheKnownHeadIsHealthy() {
        decided(7, START);
        Instance instance = heard(null, serving(9), START);
        assertEquals(HEALTHY, instance.state());
        assertNull(instance.behindSince());
    }

    @Test
    void anInstanceIsHealthyBeforeItsGroupHasAConfigurationAndNotWhenItMissesTheFirst() {
        Judged first = judge.heard(null, heartbeat(0, Digest.EMPTY, List.of()), START, progress);
        assertEquals(HEALTHY, instance(first).state());
        assertEquals(
                "first heartbeat; its group has no configuration yet",
                requireNonNull(first.transition()).reason());
        decided(1, START.plusSeconds(60));
        Instant inTime = START.plusSeconds(60).plus(FleetThresholds.DEFAULT.lag());
        Instance known = heard(instance(first), heartbeat(0, Digest.EMPTY, List.of()), inTime);
        assertEquals(HEALTHY, known.state());
        Instance late = heard(known, heartbeat(0, Digest.EMPTY, List.of()), inTime.plusSeconds(1));
        assertEquals(HEARTBEAT_ONLY, late.state());
    }

    @Test
    void anInstanceOfAnUnknownGroupIsHealthy() {
        assertEquals(HEALTHY, heard(null, serving(9), START).state());
        assertEquals(
                HEALTHY,
                heard(null, heartbeat(0, Digest.EMPTY, List.of()), START).state());
    }

    @Test
    void aLagIsToleratedForTenSeconds() {
        decided(1, START);
        Instance known = heard(null, serving(1), START);
        decided(2, START.plusSeconds(1));
        Instance behind = instance(judge.again(known, progress, START.plusSeconds(11)));
        assertEquals(HEALTHY, behind.state());
        assertEquals(START.plusSeconds(1), behind.behindSince());

        Judged judged = judge.again(behind, progress, START.plusSeconds(11).plusMillis(1));
        assertEquals(HEARTBEAT_ONLY, instance(judged).state());
        assertEquals(
                "serves revision 1 of 2, behind for 10 s",
                requireNonNull(judged.transition()).reason());
    }

    @Test
    void aLagIsMeasuredFromTheOldestRevisionThatIsNotServed() {
        decided(1, START);
        decided(2, START.plusSeconds(3));
        decided(3, START.plusSeconds(6));
        assertEquals(
                START.plusSeconds(3),
                heard(null, serving(1), START.plusSeconds(7)).behindSince());
        assertEquals(
                START.plusSeconds(6),
                heard(null, serving(2), START.plusSeconds(7)).behindSince());
        assertNull(heard(null, serving(3), START.plusSeconds(7)).behindSince());
    }

    @Test
    void anInstanceServesARevisionSinceTheHeartbeatThatSaidSoFirst() {
        decided(1, START);
        decided(2, START.plusSeconds(6));
        Instance first = heard(null, serving(1), START.plusSeconds(1));
        Instance still = again(heard(first, serving(1), START.plusSeconds(6)), START.plusSeconds(8));
        assertEquals(START.plusSeconds(1), still.servingSince());
        Instance turned = heard(still, serving(2), START.plusSeconds(9));
        assertEquals(START.plusSeconds(9), turned.servingSince());
        Instance other = heard(turned, heartbeat(2, digest(3), List.of()), START.plusSeconds(10));
        assertEquals(START.plusSeconds(10), other.servingSince(), "another digest is another configuration");
    }

    @Test
    void anInstanceThatKeepsUpIsHealthyHoweverManyRevisionsCome() {
        Instance known = null;
        for (int revision = 1; revision <= 5_000; revision++) {
            Instant at = START.plusSeconds(revision);
            decided(revision, at);
            known = heard(known, serving(Math.max(0, revision - 2)), at);
            assertEquals(HEALTHY, known.state(), "revision " + revision);
        }
    }

    @Test
    void anInstanceThatStandsStillIsFoundHoweverFastRevisionsCome() {
        decided(1, START);
        Instance known = heard(null, serving(1), START);
        for (int revision = 2; revision <= 20_000; revision++) {
            decided(revision, START.plusMillis(revision));
        }
        Instance behind = instance(judge.again(known, progress, START.plusSeconds(20)));
        assertEquals(HEARTBEAT_ONLY, behind.state());
        assertTrue(Duration.between(requireNonNull(behind.behindSince()), START)
                        .abs()
                        .compareTo(Duration.ofMillis(102))
                < 0);
    }

    @Test
    void whatIsNoLongerRememberedIsKeptByTheInstanceThatWaits() {
        decided(1, START);
        Instance known = heard(null, serving(1), START);
        decided(2, START.plusSeconds(1));
        known = heard(known, serving(1), START.plusSeconds(2));
        var restarted = new GroupProgress(Duration.ofMillis(100));
        restarted.decided(new Decided(9, digest(9), START.plusSeconds(30)));
        Instance behind = instance(judge.again(known, restarted, START.plusSeconds(12)));
        assertEquals(START.plusSeconds(1), behind.behindSince());
    }

    @Test
    void silenceIsJudgedByItsLength() {
        Instance known = heard(null, serving(1), START);
        assertEquals(HEALTHY, again(known, START.plusSeconds(30)).state());
        Instance lost = again(known, START.plusSeconds(31));
        assertEquals(LOST_CONNECTION, lost.state());
        assertEquals(
                LOST_CONNECTION, again(lost, START.plus(Duration.ofHours(2))).state());
        Instance offline = again(lost, START.plus(Duration.ofHours(2)).plusMillis(1));
        assertEquals(OFFLINE, offline.state());
        assertEquals(START, offline.lastSeen());
        assertEquals(OFFLINE, again(offline, START.plus(Duration.ofDays(7))).state());

        Judged gone =
                judge.again(offline, progress, START.plus(Duration.ofDays(7)).plusMillis(1));
        assertNull(gone.instance());
        InstanceTransition transition = requireNonNull(gone.transition());
        assertEquals(OFFLINE, transition.from());
        assertNull(transition.to());
        assertEquals("no heartbeat for 7 d", transition.reason());
    }

    @Test
    void silenceOutweighsAnError() {
        Instance known = heard(null, heartbeat(1, digest(1), List.of("broken")), START);
        assertEquals(LOST_CONNECTION, again(known, START.plusSeconds(31)).state());
    }

    @Test
    void aHeartbeatBringsALostInstanceBack() {
        Instance lost = again(heard(null, serving(1), START), START.plusSeconds(31));
        Judged back = judge.heard(lost, serving(1), START.plusSeconds(40), progress);
        assertEquals(HEALTHY, instance(back).state());
        assertEquals(START.plusSeconds(40), instance(back).since());
        assertEquals(
                "heartbeats again; serves revision 1",
                requireNonNull(back.transition()).reason());
    }

    @Test
    void aClockThatWasCorrectedDoesNotBringItBack() {
        Instance lost = again(heard(null, serving(1), START), START.plusSeconds(31));
        Judged judged = judge.again(lost, progress, START.plusSeconds(29));
        assertEquals(LOST_CONNECTION, instance(judged).state());
        assertNull(judged.transition());
    }

    @Test
    void theThresholdsAreSettings() {
        var strict = new FleetJudge(new FleetThresholds(
                Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofMillis(4)));
        Instance known = heard(null, serving(1), START);
        assertEquals(
                LOST_CONNECTION,
                instance(strict.again(known, progress, START.plusMillis(3))).state());
        assertEquals(
                OFFLINE,
                instance(strict.again(known, progress, START.plusMillis(4))).state());
        assertNull(strict.again(known, progress, START.plusMillis(5)).instance());
    }

    @Test
    void thresholdsMustGrow() {
        Duration second = Duration.ofSeconds(1);
        var fault = assertThrows(
                IllegalArgumentException.class, () -> new FleetThresholds(second, second, second, Duration.ofDays(1)));
        assertNotNull(fault.getMessage());
        assertTrue(fault.getMessage().startsWith("fleet.offline: PT1S (expected: "));
    }

    private void decided(long revision, Instant at) {
        progress.decided(new Decided(revision, digest(revision), at));
    }

    private Instance heard(@Nullable Instance known, Heartbeat heartbeat, Instant at) {
        return instance(judge.heard(known, heartbeat, at, progress));
    }

    private Instance again(Instance known, Instant now) {
        return instance(judge.again(known, progress, now));
    }

    private static Instance instance(Judged judged) {
        return requireNonNull(judged.instance());
    }

    private static Heartbeat serving(long revision) {
        return heartbeat(revision, digest(revision), List.of());
    }

    private static Heartbeat heartbeat(long revision, Digest digest, List<String> errors) {
        var address = new Heartbeat.Address("host-1", List.of("http://127.0.0.1:9080"), "0.1.0", null, null);
        return new Heartbeat(EDGE, address, new Heartbeat.Serving(revision, digest), errors, Duration.ofMinutes(1));
    }

    private static Digest digest(long revision) {
        return new Digest(revision, 0, 0, 0);
    }
}
