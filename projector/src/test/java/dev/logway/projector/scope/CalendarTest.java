package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.START;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.plan;
import static dev.logway.projector.scope.Asks.route;
import static dev.logway.projector.scope.Asks.tried;
import static dev.logway.projector.scope.Asks.upstream;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Edit;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Upstream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CalendarTest {
    private static final Instant SOON = START.plusSeconds(60);
    private static final Instant LATER = START.plusSeconds(120);

    private final Feed feed = new Feed();

    CalendarTest() {
        feed.give(createGroup(DEFAULT));
    }

    @Test
    void nothingIsAskedForBeforeItsTime() {
        assertEquals(Optional.empty(), feed.projector().nextDue());
        feed.give(plan("one", DEFAULT, SOON, null, upstream("u1", 9000)));
        assertEquals(Optional.of(SOON), feed.projector().nextDue());
        assertEquals(List.of(), feed.projector().due(SOON.minusMillis(1)));
        assertEquals(
                List.of(new Action.Fire("2", Step.APPLY)),
                actions(feed.projector().due(SOON)));
    }

    @Test
    void aStepIsAskedForOnce() {
        feed.give(plan("one", DEFAULT, SOON, null, upstream("u1", 9000)));
        Command fire = feed.projector().due(SOON).getFirst();
        assertEquals(List.of(), feed.projector().due(SOON));
        feed.give(plan("two", DEFAULT, LATER, null, upstream("u2", 9000)));
        assertEquals(List.of(), feed.projector().due(SOON), "another change that waits is no reason to ask again");

        Feed.accepted(feed.give(fire, SOON));

        assertTrue(image().contains(Upstream.key("u1")));
        assertEquals(
                List.of(new Action.Fire("3", Step.APPLY)),
                actions(feed.projector().due(LATER)));
    }

    @Test
    void whoTakesOverBetweenAskingAndDecidingAsksAgainAndTheStepIsTakenOnce() {
        feed.give(plan("one", DEFAULT, SOON, LATER, upstream("u1", 9000)));
        Command first = feed.projector().due(SOON).getFirst();
        feed.restart();
        Command again = feed.projector().due(SOON.plusMillis(5)).getFirst();

        Feed.accepted(feed.give(first, SOON));
        assertTrue(feed.give(again, SOON).isEmpty(), "it is the same command");
        assertEquals(
                List.of(new Action.Fire("2", Step.TAKE_BACK)),
                actions(feed.projector().due(LATER)));
    }

    @Test
    void aChangeWhoseTimeComesWhileItsScopeIsFrozenIsMadeOnceItIsMended() {
        feed.give(plan("one", DEFAULT, SOON, null, upstream("u1", 9000)));
        Command fire = feed.projector().due(SOON).getFirst();
        byte[] head = requireNonNull(feed.store().get(StoreKeys.head(DEFAULT)));
        feed.store().put(StoreKeys.head(DEFAULT), new byte[] {9});
        feed.restart();
        assertEquals("scope-frozen", Feed.rejected(feed.give(fire, SOON)));

        feed.store().put(StoreKeys.head(DEFAULT), head);
        feed.restart();

        Feed.accepted(feed.give(feed.projector().due(LATER).getFirst(), LATER));
        assertTrue(image().contains(Upstream.key("u1")));
    }

    @Test
    void whatIsRefusedIsGivenUpWithTheReason() {
        feed.give(ask("u1", DEFAULT, upstream("u1", 9000)));
        feed.give(plan("one", DEFAULT, SOON, null, route("r1", "/a", "u1")));
        feed.give(ask("gone", DEFAULT, new Edit.Delete(Upstream.key("u1"))));
        Command fire = feed.projector().due(SOON).getFirst();
        var refused = feed.give(fire, SOON);
        assertEquals("unknown-reference", Feed.rejected(refused));

        Command withdrawal = refused.orElseThrow().following().getFirst();

        assertEquals(new Action.Withdraw("3", Step.APPLY), withdrawal.action());
        assertEquals(
                "given up: routes/r1 refers to upstreams/u1, which does not exist",
                withdrawal.origin().reason());
        Feed.accepted(feed.give(withdrawal, SOON));
        assertFalse(image().contains(PendingChange.key("3")));
        assertEquals(Optional.empty(), feed.projector().nextDue());
    }

    @Test
    void whatWaitedWhileNobodyLookedIsMadeInItsOrder() {
        feed.give(plan("late", DEFAULT, LATER.plusSeconds(1), null, upstream("u1", 3)));
        feed.give(plan("for a while", DEFAULT, SOON, LATER, upstream("u1", 1)));
        feed.give(plan("at once", DEFAULT, SOON, null, upstream("u2", 1)));
        feed.restart();
        Instant now = LATER.plusSeconds(3_600);

        var first = feed.projector().due(now);
        assertEquals(
                List.of(new Action.Fire("3", Step.APPLY), new Action.Fire("4", Step.APPLY)),
                actions(first),
                "what comes after the end of another waits for that end");
        Instant decided = SOON.plusSeconds(1); // by a broker whose clock is behind
        first.forEach(command -> Feed.accepted(feed.give(command, decided)));
        var second = feed.projector().due(now);
        assertEquals(List.of(new Action.Fire("3", Step.TAKE_BACK), new Action.Fire("2", Step.APPLY)), actions(second));
        second.forEach(command -> Feed.accepted(feed.give(command, decided)));
        assertEquals(1, image().size() - 2, "the group and u2 beside u1");
        assertEquals(Optional.empty(), feed.projector().nextDue());
    }

    @Test
    void aChangeThatIsCancelledIsNotAskedFor() {
        feed.give(plan("one", DEFAULT, SOON, null, route("r1", "/a", "u1")));
        feed.give(plan("two", DEFAULT, SOON, null, upstream("u1", 1)));
        feed.give(Command.of(
                Asks.id("cancel"), DEFAULT, ask("x", DEFAULT, upstream("u", 1)).origin(), new Action.Cancel("2")));
        assertEquals(List.of(), feed.projector().due(SOON));
        assertFalse(image().contains(Route.key("r1")));
    }

    @Test
    void whatExpiresWhileItIsTriedIsGivenUpThoughTheBrokersClockIsBehind() {
        feed.give(tried("one", DEFAULT, SOON, upstream("u1", 9000)));

        Command giveUp = feed.projector().due(SOON).getFirst();

        assertEquals(new Action.Withdraw("2", Step.PROMOTE), giveUp.action());
        assertEquals("logway:calendar", giveUp.origin().actor());
        assertEquals("given up: it expired while it was tried", giveUp.origin().reason());
        assertEquals(List.of(), feed.projector().due(SOON), "it is asked for once");
        Feed.accepted(feed.give(giveUp, SOON.minusMillis(1)));
        assertFalse(image().contains(Upstream.key("u1")));
        assertFalse(image().contains(PendingChange.key("2")));
        assertEquals(Optional.empty(), feed.projector().nextDue());
    }

    private ScopeImage image() {
        return feed.projector().head(DEFAULT).orElseThrow().image();
    }

    private static List<Action> actions(List<Command> commands) {
        return commands.stream().map(Command::action).toList();
    }
}
