package dev.logway.domain.command;

import static dev.logway.testkit.Resources.group;
import static dev.logway.testkit.Resources.route;
import static dev.logway.testkit.Resources.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Entry;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Upstream;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingRulesTest {
    private static final Instant NOW = Instant.parse("2026-02-02T00:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final Edit R1 = new Edit.Put(route("r1", "u1"));
    private static final Edit U2 = new Edit.Put(upstream("u2"));

    private final ConfigLog log = new ConfigLog(Commands.SCOPE);

    PendingRulesTest() {
        accepted(NOW, Commands.put(group("default"), upstream("u1")));
    }

    @Test
    void aScheduledChangeWaitsForItsTimeAndIsMadeByOneRevision() {
        var changes = accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));

        assertEquals(List.of(PendingChange.key("2")), keys(changes));
        PendingChange pending = pending("2");
        assertEquals(PendingChange.State.SCHEDULED, pending.state());
        assertEquals(SOON, pending.due().orElseThrow());
        assertFalse(log.image().contains(Route.key("r1")));

        var made = accepted(SOON, fire("2", Step.APPLY));

        assertEquals(List.of(Route.key("r1"), PendingChange.key("2")), keys(made));
        assertEquals(3, log.image().revision());
        Entry entry = log.image().get(Route.key("r1")).orElseThrow();
        assertEquals("ann", entry.meta().updatedBy());
        assertEquals(SOON, entry.meta().updatedAt());
        assertFalse(log.image().contains(PendingChange.key("2")));
        assertEquals(List.of("resource-not-found"), rejected(SOON, fire("2", Step.APPLY)));
    }

    @Test
    void whatWouldBeRefusedNowIsNotPlanned() {
        assertEquals(
                List.of("unknown-reference"),
                rejected(NOW, Pending.by("ann", Pending.at(SOON, null, new Edit.Put(route("r1", "nowhere"))))));
    }

    @Test
    void whatNoLongerHoldsWhenItsTimeComesIsRefusedAndGivenUp() {
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));
        accepted(NOW, Commands.delete(Upstream.key("u1")));

        assertEquals(List.of("unknown-reference"), rejected(SOON, fire("2", Step.APPLY)));
        assertTrue(log.image().contains(PendingChange.key("2")));

        accepted(SOON, Pending.by("calendar", new Action.Withdraw("2", Step.APPLY)));
        assertFalse(log.image().contains(PendingChange.key("2")));
    }

    @Test
    void aPreconditionHoldsUntilTheChangeIsMade() {
        var free = Pending.by("ann", Pending.at(SOON, null, new Edit.Put(changed("u1"))));
        var precondition = new Precondition.RevisionIs(Upstream.key("u1"), List.of(1L, 7L));
        accepted(NOW, new Command(free.id(), free.scope(), free.origin(), null, List.of(precondition), free.action()));
        accepted(
                NOW,
                Commands.of(new Edit.Put(new Upstream(
                        "u1",
                        new Descriptor("other", null, new java.util.TreeMap<>()),
                        upstream("u1").spec()))));

        assertEquals(List.of("revision-mismatch"), rejected(SOON, fire("2", Step.APPLY)));
    }

    @Test
    void aTimeThatJustWentByIsNow() {
        accepted(NOW, Pending.by("ann", Pending.at(NOW.minusSeconds(60), null, R1)));
        assertTrue(log.image().contains(Route.key("r1")));
        assertEquals(
                List.of("invalid-schedule"),
                rejected(NOW, Pending.by("ann", Pending.at(NOW.minusSeconds(61), null, U2))));
    }

    @Test
    void nobodyPlansTooFarAheadOrBackwards() {
        Instant far = NOW.plus(Duration.ofDays(366));
        accepted(NOW, Pending.by("ann", Pending.at(far, far.plus(Duration.ofDays(366)), R1)));
        assertEquals(
                List.of("invalid-schedule"), rejected(NOW, Pending.by("ann", Pending.at(far.plusMillis(1), null, U2))));
        assertEquals(
                List.of("invalid-schedule"), rejected(NOW, Pending.by("ann", Pending.at(null, far.plusMillis(1), U2))));
        assertEquals(List.of("invalid-schedule"), rejected(NOW, Pending.by("ann", Pending.at(null, NOW, U2))));
    }

    @Test
    void onlySoManyChangesWait() {
        for (int i = 0; i < Admission.MAX_PENDING; i++) {
            accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));
        }
        assertEquals(List.of("too-many-pending"), rejected(NOW, Pending.by("ann", Pending.at(SOON, null, R1))));
    }

    @Test
    void theyAreNotAboutTooMuchTogether() {
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, manyUpstreams(Action.Changeset.MAX_EDITS))));
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, manyUpstreams(Action.Changeset.MAX_EDITS))));
        int left = Admission.MAX_PENDING_EDITS - 2 * Action.Changeset.MAX_EDITS;

        assertEquals(List.of(), codes(NOW, Pending.by("ann", Pending.at(SOON, null, manyUpstreams(left)))));
        assertEquals(
                List.of("too-many-pending"),
                codes(NOW, Pending.by("ann", Pending.at(SOON, null, manyUpstreams(left + 1)))));
    }

    private static Edit[] manyUpstreams(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Edit.Put(
                        new Upstream("n" + n, Descriptor.NONE, upstream("u").spec())))
                .toArray(Edit[]::new);
    }

    @Test
    void aCancelledChangeIsNeverMade() {
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));
        accepted(NOW, Pending.by("bob", new Action.Cancel("2")));

        assertEquals(List.of("resource-not-found"), rejected(SOON, fire("2", Step.APPLY)));
        assertEquals(List.of("resource-not-found"), rejected(NOW, Pending.by("bob", new Action.Cancel("2"))));
    }

    @Test
    void whatWaitsIsNeitherPutNorDeletedByAChange() {
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));
        assertEquals(List.of("not-a-document"), rejected(NOW, Commands.delete(PendingChange.key("2"))));
        assertEquals(List.of("not-a-document"), rejected(NOW, Commands.put(pending("2"))));
    }

    @Test
    void aGroupWithChangesThatWaitIsNotDeleted() {
        accepted(NOW, Commands.delete(Upstream.key("u1")));
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, U2)));
        assertEquals(List.of("group-not-empty"), rejected(NOW, Commands.delete(Group.key("default"))));
    }

    @Test
    void theDeletionOfAGroupCanBePlanned() {
        accepted(NOW, Commands.delete(Upstream.key("u1")));
        var deletion = new Edit.Delete(Group.key("default"));
        assertEquals(List.of("invalid-schedule"), codes(NOW, Pending.by("ann", Pending.at(SOON, LATER, deletion))));
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, deletion)));
        accepted(SOON, fire("3", Step.APPLY));
        assertEquals(0, log.image().size());
    }

    @Test
    void aGroupThatIsToBeMadeIsNotPlanned() {
        var other = new ConfigLog(Commands.SCOPE);
        Decision decision =
                other.submit(Pending.by("ann", Pending.at(SOON, null, new Edit.Put(group("default")))), NOW);
        assertEquals(
                "unknown-group",
                assertInstanceOf(Decision.Rejected.class, decision)
                        .reasons()
                        .getFirst()
                        .code());
    }

    @Test
    void aChangeForATimeIsTakenBackToWhatWasThere() {
        accepted(NOW, Commands.put(route("r1", "u1"), upstream("u3")));
        var before = resources();

        accepted(
                NOW,
                Pending.by(
                        "ann",
                        Pending.at(
                                null,
                                LATER,
                                U2,
                                new Edit.Put(route("r1", "u2")),
                                new Edit.Delete(Upstream.key("u3")),
                                new Edit.Put(upstream("u1")))));

        assertEquals(PendingChange.State.APPLIED, pending("3").state());
        assertEquals(3, pending("3").wanted().size(), "what it did not change is not taken back");
        assertEquals(route("r1", "u2"), resource(Route.key("r1")));

        accepted(LATER, fire("3", Step.TAKE_BACK));

        assertEquals(before, resources());
        assertEquals(
                "ann", log.image().get(Route.key("r1")).orElseThrow().meta().updatedBy());
    }

    @Test
    void aChangeThatIsMadeLaterIsTakenBackToWhatItMet() {
        accepted(NOW, Pending.by("ann", Pending.at(SOON, LATER, new Edit.Put(changed("u1")))));
        accepted(NOW, Commands.put(named("u1", "met")));
        Resource met = resource(Upstream.key("u1"));
        accepted(SOON, fire("2", Step.APPLY));
        assertEquals(changed("u1"), resource(Upstream.key("u1")));
        assertEquals(List.of("resource-not-found"), rejected(SOON, fire("2", Step.APPLY)));

        accepted(LATER, fire("2", Step.TAKE_BACK));

        assertEquals(met, resource(Upstream.key("u1")));
        assertFalse(log.image().contains(PendingChange.key("2")));
    }

    @Test
    void whatWasChangedSinceIsNotTakenBackAndIsNamed() {
        accepted(NOW, Pending.by("ann", Pending.at(null, LATER, R1, U2)));
        accepted(NOW, Commands.delete(Route.key("r1")));
        var before = resources();

        var decision = GroupDecider.decide(log.image(), fire("2", Step.TAKE_BACK), LATER);

        Rejection reason =
                assertInstanceOf(Decision.Rejected.class, decision).reasons().getFirst();
        assertEquals("changed-since-applied", reason.code());
        assertEquals("routes/r1 was deleted since this was made", reason.message());
        assertEquals(before, resources());
    }

    @Test
    void aChangeThatChangesNothingHasNothingToTakeBack() {
        assertEquals(
                List.of(), accepted(NOW, Pending.by("ann", Pending.at(null, LATER, new Edit.Put(upstream("u1"))))));
    }

    @Test
    void aTakingBackCanBeDroppedAndTheChangeStays() {
        accepted(NOW, Pending.by("ann", Pending.at(null, LATER, R1)));
        accepted(NOW, Pending.by("ann", new Action.Cancel("2")));
        assertTrue(log.image().contains(Route.key("r1")));
        assertEquals(List.of("resource-not-found"), rejected(LATER, fire("2", Step.TAKE_BACK)));
    }

    @Test
    void everyChangeWaitsForTheOthersWhereTheyMustApprove() {
        rules(2);
        accepted(NOW, Pending.by("ann", Action.Changeset.of(R1)));
        assertEquals(PendingChange.State.PROPOSED, pending("3").state());

        assertEquals(List.of("approval-by-author"), rejected(NOW, approve("3", "ann")));
        accepted(NOW, approve("3", "bob"));
        assertEquals(List.of(), accepted(NOW, approve("3", "bob")), "the same approver counts once");
        assertFalse(log.image().contains(Route.key("r1")));
        assertEquals("bob", pending("3").approvals().given().getFirst().actor());

        var made = accepted(NOW, approve("3", "eve"));
        assertEquals(List.of(Route.key("r1"), PendingChange.key("3")), keys(made));
        assertEquals(
                "ann", log.image().get(Route.key("r1")).orElseThrow().meta().updatedBy());
    }

    @Test
    void theRulesThemselvesAreChangedByApproval() {
        rules(1);
        accepted(NOW, Pending.by("ann", Action.Changeset.of(new Edit.Put(group("default")))));
        assertEquals(1, PendingRules.rules(log.image()).requiredApprovals());
        accepted(NOW, approve("3", "bob"));
        assertEquals(ChangeRules.NONE, PendingRules.rules(log.image()));
    }

    @Test
    void nobodyApprovesWhatTheyDidNotSee() {
        accepted(NOW, Commands.put(route("r1", "u1")));
        rules(1);
        accepted(NOW, Pending.by("ann", Action.Changeset.of(new Edit.Put(changed("u1")), U2)));
        accepted(NOW, Pending.by("ann", Action.Changeset.of(new Edit.Put(named("u1", "third")))));
        accepted(NOW, approve("5", "bob"));

        assertEquals(List.of("changed-since-proposed"), rejected(NOW, approve("4", "bob")));
    }

    @Test
    void anApprovedChangeStillWaitsForItsTime() {
        rules(1);
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));
        accepted(NOW, approve("3", "bob"));
        assertEquals(PendingChange.State.SCHEDULED, pending("3").state());
        assertEquals(List.of("not-proposed"), rejected(NOW, approve("3", "eve")));
        accepted(SOON, fire("3", Step.APPLY));
        assertTrue(log.image().contains(Route.key("r1")));
    }

    @Test
    void aChangeThatIsNotApprovedByItsTimeIsRefused() {
        rules(1);
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));
        assertEquals(List.of("not-approved"), rejected(SOON, fire("3", Step.APPLY)));
    }

    @Test
    void whatWasApprovedForATimeIsNotMadeToStayByOne() {
        rules(1);
        accepted(NOW, Pending.by("ann", Pending.at(null, LATER, R1)));
        accepted(NOW, approve("3", "bob"));
        assertEquals(List.of("approval-required"), rejected(NOW, Pending.by("ann", new Action.Cancel("3"))));
        accepted(LATER, fire("3", Step.TAKE_BACK));
        assertFalse(log.image().contains(Route.key("r1")));
    }

    @Test
    void aFrozenGroupIsNotChangedUnlessTheGlassIsBroken() {
        freeze(NOW, SOON);
        var decision = GroupDecider.decide(log.image(), Pending.by("ann", Action.Changeset.of(R1)), NOW);
        Rejection reason =
                assertInstanceOf(Decision.Rejected.class, decision).reasons().getFirst();
        assertEquals("group-frozen", reason.code());
        assertEquals(
                "the group is frozen from 2026-02-02T00:00:00Z to 2026-02-02T00:01:00Z (sale); break_glass with a"
                        + " reason makes the change all the same",
                reason.message());
        assertEquals(List.of("group-frozen"), rejected(NOW, Commands.put(group("default"))), "lifting it is a change");
        assertEquals(List.of(), codes(SOON, Pending.by("ann", Action.Changeset.of(R1))));

        accepted(NOW, Pending.by(new Origin("ann", null, "everything burns", NOW), Action.Changeset.of(R1)));
        assertTrue(log.image().contains(Route.key("r1")));
    }

    @Test
    void nothingIsPlannedIntoAFreezeThatIsKnown() {
        freeze(SOON, LATER);
        assertEquals(List.of("group-frozen"), rejected(NOW, Pending.by("ann", Pending.at(SOON, null, R1))));
        assertEquals(List.of("group-frozen"), rejected(NOW, Pending.by("ann", Pending.at(null, SOON, R1))));
        accepted(NOW, Pending.by("ann", Pending.at(LATER, null, R1)));
    }

    @Test
    void whatFallsIntoALaterFreezeIsRefused() {
        accepted(NOW, Pending.by("ann", Pending.at(SOON, null, R1)));
        accepted(NOW, Pending.by(new Origin("ann", null, "must be", NOW), Pending.at(SOON, LATER, U2)));
        freeze(SOON, LATER.plusSeconds(1));
        assertEquals(List.of("group-frozen"), rejected(SOON, fire("2", Step.APPLY)));
        accepted(SOON, fire("3", Step.APPLY));
        accepted(LATER, fire("3", Step.TAKE_BACK));
    }

    @Test
    void whatWaitsCanBePreparedInAFreeze() {
        accepted(
                NOW,
                Commands.put(new Group(
                        "default", Descriptor.NONE, null, new ChangeRules(1, List.of(new Freeze(NOW, SOON, "sale"))))));
        accepted(NOW, Pending.by("ann", Action.Changeset.of(R1)));
        accepted(NOW, Pending.by("ann", Pending.at(LATER, null, U2)));
        assertEquals(List.of("group-frozen"), rejected(NOW, approve("3", "bob")), "it would be made at once");
        accepted(NOW, approve("4", "bob"));
        accepted(NOW, Pending.by(new Origin("bob", null, "it burns", NOW), new Action.Approve("3")));
        assertTrue(log.image().contains(Route.key("r1")));
    }

    private void rules(int approvals) {
        accepted(NOW, Commands.put(new Group("default", Descriptor.NONE, null, new ChangeRules(approvals, List.of()))));
    }

    private void freeze(Instant from, Instant to) {
        accepted(
                NOW,
                Commands.put(new Group(
                        "default", Descriptor.NONE, null, new ChangeRules(0, List.of(new Freeze(from, to, "sale"))))));
    }

    private static Upstream changed(String id) {
        return named(id, "changed");
    }

    private static Upstream named(String id, String name) {
        return new Upstream(
                id, new Descriptor(name, null, Map.of()), upstream(id).spec());
    }

    private static Command approve(String id, String actor) {
        return Pending.by(actor, new Action.Approve(id));
    }

    private static Command fire(String id, Step step) {
        return Pending.by("calendar", new Action.Fire(id, step));
    }

    private PendingChange pending(String id) {
        return assertInstanceOf(PendingChange.class, resource(PendingChange.key(id)));
    }

    private @Nullable Resource resource(ResourceKey key) {
        return log.image().get(key).map(Entry::resource).orElse(null);
    }

    /** Everything that does not wait. */
    private List<Resource> resources() {
        var resources = new ArrayList<Resource>();
        log.image().forEach(entry -> {
            if (entry.key().kind() != ResourceKind.PENDING_CHANGES) {
                resources.add(entry.resource());
            }
        });
        return resources;
    }

    private static List<ResourceKey> keys(List<Change> changes) {
        return changes.stream().map(Change::key).toList();
    }

    private List<Change> accepted(Instant at, Command command) {
        return assertInstanceOf(Decision.Accepted.class, log.submit(command, at))
                .changes();
    }

    private List<String> rejected(Instant at, Command command) {
        return assertInstanceOf(Decision.Rejected.class, log.submit(command, at)).reasons().stream()
                .map(Rejection::code)
                .toList();
    }

    /** The codes of the reasons; empty if the command would be accepted. */
    private List<String> codes(Instant at, Command command) {
        return switch (GroupDecider.decide(log.image(), command, at)) {
            case Decision.Accepted _ -> List.of();
            case Decision.Rejected(List<Rejection> reasons) ->
                reasons.stream().map(Rejection::code).toList();
        };
    }
}
