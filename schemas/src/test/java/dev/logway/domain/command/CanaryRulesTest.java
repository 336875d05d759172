package dev.logway.domain.command;

import static dev.logway.testkit.Resources.group;
import static dev.logway.testkit.Resources.route;
import static dev.logway.testkit.Resources.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Canaries;
import dev.logway.domain.image.Entry;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Schedule;
import dev.logway.domain.resource.Upstream;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Pending;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanaryRulesTest {
    private static final Instant NOW = Instant.parse("2026-02-02T00:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final Edit R1 = new Edit.Put(route("r1", "u1"));
    private static final Edit R2 = new Edit.Put(route("r2", "u1"));
    private static final List<String> ONE = List.of("edge-1");

    private final ConfigLog log = new ConfigLog(Commands.SCOPE);

    CanaryRulesTest() {
        accepted(NOW, Commands.put(group("default"), upstream("u1")));
    }

    @Test
    void aChangeIsTriedWithoutBeingMadeAndThenMadeByOneRevision() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R1)));

        PendingChange tried = pending("2");
        assertEquals(PendingChange.State.CANARY, tried.state());
        assertEquals(NOW, Objects.requireNonNull(tried.canary()).beganAt());
        assertEquals(List.of(new Expectation(Route.key("r1"), 0L)), tried.expectations());
        assertFalse(log.image().contains(Route.key("r1")));
        assertEquals(tried, Canaries.underWay(log.image()).orElseThrow());

        accepted(SOON, by("logway:canary", new Action.Fire("2", Step.PROMOTE)));

        assertEquals("ann", entry(Route.key("r1")).meta().updatedBy());
        assertFalse(log.image().contains(PendingChange.key("2")));
        assertEquals(List.of("resource-not-found"), rejected(SOON, by("x", new Action.Fire("2", Step.PROMOTE))));
    }

    @Test
    void aChangeThatIsTakenBackLeavesNoTrace() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R1)));
        var before = log.image(1);
        accepted(SOON, by("logway:canary", new Action.Withdraw("2", Step.PROMOTE)));
        assertEquals(before, log.image().at(1));
    }

    @Test
    void whoeverTakesACanaryBackByHandCancelsIt() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R1)));
        accepted(NOW, by("bob", new Action.Cancel("2")));
        assertFalse(Canaries.underWay(log.image()).isPresent());
    }

    @Test
    void aSecondCanaryIsRefusedAndNamesTheFirst() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R1)));
        var refused =
                assertInstanceOf(Decision.Rejected.class, log.submit(Pending.by("bob", Pending.tried(ONE, R2)), NOW));
        assertEquals("canary-under-way", refused.reasons().getFirst().code());
        assertEquals(PendingChange.key("2"), refused.reasons().getFirst().subject());

        accepted(NOW, by("bob", new Action.Promote("2")));
        accepted(NOW, Pending.by("bob", Pending.tried(ONE, R2)));
    }

    @Test
    void otherChangesGoOnMeanwhile() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R1)));
        accepted(NOW, Pending.by("bob", Action.Changeset.of(R2)));
        accepted(SOON, by("bob", new Action.Promote("2")));
        assertTrue(log.image().contains(Route.key("r1")) && log.image().contains(Route.key("r2")));
    }

    @Test
    void whatWasTriedIsNotMadeOverAChangeThatCameMeanwhile() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, new Edit.Delete(Upstream.key("u1")))));
        accepted(NOW, Pending.by("bob", Action.Changeset.of(new Edit.Put(changed("u1")))));
        assertEquals(List.of("changed-since-tried"), rejected(SOON, by("x", new Action.Promote("2"))));
        assertEquals(List.of("changed-since-tried"), rejected(SOON, by("x", new Action.Fire("2", Step.PROMOTE))));
    }

    @Test
    void whatCannotBeServedIsNotTried() {
        assertEquals(
                List.of("unknown-reference"),
                rejected(NOW, Pending.by("ann", Pending.tried(ONE, new Edit.Put(route("r1", "nowhere"))))));
        assertEquals(
                List.of("invalid-canary"),
                rejected(NOW, Pending.by("ann", Pending.tried(ONE, new Edit.Put(group("default"))))));
    }

    @Test
    void whatIsAsWantedAlreadyNeedsNoCanary() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, new Edit.Put(upstream("u1")))));
        assertFalse(log.image().contains(PendingChange.key("2")));
    }

    @Test
    void aPlannedCanaryBeginsAtItsTime() {
        accepted(NOW, Pending.by("ann", planned(SOON, null)));
        assertEquals(PendingChange.State.SCHEDULED, pending("2").state());
        assertNull(Objects.requireNonNull(pending("2").canary()).beganAt());

        accepted(SOON, by("logway:calendar", new Action.Fire("2", Step.APPLY)));

        assertEquals(PendingChange.State.CANARY, pending("2").state());
        assertEquals(SOON, Objects.requireNonNull(pending("2").canary()).beganAt());
    }

    @Test
    void aPlannedCanaryDoesNotBeginBesideAnother() {
        accepted(NOW, Pending.by("ann", planned(SOON, null)));
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R2)));
        assertEquals(
                List.of("canary-under-way"), rejected(SOON, by("logway:calendar", new Action.Fire("2", Step.APPLY))));
    }

    @Test
    void theLastApprovalBeginsTheCanary() {
        accepted(NOW, Commands.put(ruled(new ChangeRules(1, List.of()))));
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R1)));
        assertEquals(PendingChange.State.PROPOSED, pending("3").state());
        assertEquals(List.of("no-canary"), rejected(NOW, by("ann", new Action.Promote("3"))));

        accepted(SOON, by("bob", new Action.Approve("3")));
        assertEquals(PendingChange.State.CANARY, pending("3").state());

        accepted(SOON, by("ann", new Action.Promote("3")));
        assertTrue(log.image().contains(Route.key("r1")));
    }

    @Test
    void aFreezeStopsTheBeginningAndThePromotionUnlessTheGlassIsBroken() {
        accepted(NOW, Pending.by("ann", Pending.tried(ONE, R1)));
        accepted(NOW, Commands.put(ruled(new ChangeRules(0, List.of(new Freeze(NOW, LATER, null))))));

        assertEquals(List.of("group-frozen"), rejected(SOON, by("x", new Action.Fire("2", Step.PROMOTE))));
        accepted(SOON, Pending.by(new Origin("bob", null, "it burns", NOW), new Action.Promote("2")));
        assertEquals(List.of("group-frozen"), rejected(SOON, Pending.by("ann", Pending.tried(ONE, R2))));
    }

    @Test
    void whatWasPromotedIsTakenBackAtItsTime() {
        accepted(NOW, Pending.by("ann", planned(null, LATER)));
        accepted(SOON, by("logway:canary", new Action.Fire("2", Step.PROMOTE)));
        assertEquals(PendingChange.State.APPLIED, pending("2").state());
        assertNull(pending("2").canary());
    }

    @Test
    void whatIsStillTriedWhenItExpiresIsGivenUp() {
        accepted(NOW, Pending.by("ann", planned(null, SOON)));
        assertEquals(SOON, pending("2").due().orElseThrow());
        assertEquals(List.of("invalid-schedule"), rejected(SOON, by("x", new Action.Fire("2", Step.PROMOTE))));
    }

    private static Action.Changeset planned(@Nullable Instant effectiveAt, @Nullable Instant expiresAt) {
        return new Action.Changeset(
                List.of(R1),
                Action.Guard.GUARDED,
                new Schedule(effectiveAt, expiresAt),
                new Canary(ONE, 10, Canary.Trial.DEFAULT, null));
    }

    private static Group ruled(ChangeRules rules) {
        return new Group("default", Descriptor.NONE, null, rules);
    }

    private static Upstream changed(String id) {
        var descriptor = new Descriptor("other", null, new TreeMap<>());
        return new Upstream(id, descriptor, upstream(id).spec());
    }

    private static Command by(String actor, Action action) {
        return Pending.by(actor, action);
    }

    private PendingChange pending(String id) {
        return (PendingChange) entry(PendingChange.key(id)).resource();
    }

    private Entry entry(ResourceKey key) {
        return log.image().get(key).orElseThrow();
    }

    private void accepted(Instant at, Command command) {
        assertInstanceOf(Decision.Accepted.class, log.submit(command, at));
    }

    private List<String> rejected(Instant at, Command command) {
        return assertInstanceOf(Decision.Rejected.class, log.submit(command, at)).reasons().stream()
                .map(Rejection::code)
                .toList();
    }
}
