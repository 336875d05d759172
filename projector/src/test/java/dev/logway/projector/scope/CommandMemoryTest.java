package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.START;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.upstream;
import static dev.logway.projector.scope.Feed.accepted;
import static dev.logway.projector.scope.Feed.rejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Schedule;
import dev.logway.projector.state.HeapByteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CommandMemoryTest {
    private static final Scope OTHER = Scope.group("other");

    private final Feed feed = new Feed();

    @Test
    void aCommandThatWasDecidedPublishesNothingAgain() {
        feed.give(createGroup(DEFAULT));
        assertEquals(Optional.empty(), feed.give(createGroup(DEFAULT), START.plusSeconds(1)));
        assertEquals(
                2,
                accepted(feed.give(ask("next", DEFAULT, upstream("u1", 9000)))).revision());
    }

    @Test
    void aCommandThatWasRefusedPublishesNothingAgain() {
        Command refused = ask("too early", DEFAULT, upstream("u1", 9000));
        assertEquals(Rejection.UNKNOWN_GROUP, rejected(feed.give(refused)));
        feed.give(createGroup(DEFAULT));
        assertEquals(Optional.empty(), feed.give(refused));
    }

    @Test
    void aRepeatedKeyGetsTheFirstAnswerAndChangesNothing() {
        feed.give(createGroup(DEFAULT));
        var first = accepted(feed.give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000))));
        feed.give(ask("between", DEFAULT, upstream("u1", 9001)));

        Publication again = feed.give(ask("second try", DEFAULT, "key", "ada", upstream("u1", 9000)))
                .orElseThrow();
        var repeated = assertInstanceOf(Outcome.Repeated.class, again.event().outcome());
        assertEquals(Asks.id("first"), repeated.first());
        assertEquals(first, repeated.original());
        assertEquals(List.of(), again.config());
        assertEquals(
                4,
                accepted(feed.give(ask("after", DEFAULT, upstream("u2", 9000)))).revision());
    }

    @Test
    void aRepetitionForWhichOtherInstancesWereChosenIsOneAllTheSame() {
        feed.give(createGroup(DEFAULT));
        var first = accepted(feed.give(tried("first", 10, "edge-1")));
        Publication again = feed.give(tried("second try", 10, "edge-2")).orElseThrow();
        var repeated = assertInstanceOf(Outcome.Repeated.class, again.event().outcome());
        assertEquals(first, repeated.original());
        assertEquals(Rejection.IDEMPOTENCY_KEY_REUSED, rejected(feed.give(tried("another", 20, "edge-1"))));
        assertEquals(Rejection.IDEMPOTENCY_KEY_REUSED, rejected(feed.give(tried("named", null, "edge-1"))));
    }

    private static Command tried(String name, @Nullable Integer percent, String instance) {
        var canary = new Canary(List.of(instance), percent, Canary.Trial.DEFAULT, null);
        var action = new Action.Changeset(List.of(upstream("u1", 9000)), Action.Guard.GUARDED, Schedule.NOW, canary);
        return new Command(Asks.id(name), DEFAULT, new Origin("ada", null, START), "key", List.of(), action);
    }

    @Test
    void aRefusalIsRepeatedToo() {
        feed.give(createGroup(DEFAULT));
        Command dangling = ask("first", DEFAULT, "key", "ada", Asks.route("r1", "/a", "u1"));
        assertEquals(Rejection.UNKNOWN_REFERENCE, rejected(feed.give(dangling)));
        feed.give(ask("mend", DEFAULT, upstream("u1", 9000)));
        Publication again = feed.give(ask("retry", DEFAULT, "key", "ada", Asks.route("r1", "/a", "u1")))
                .orElseThrow();
        var repeated = assertInstanceOf(Outcome.Repeated.class, again.event().outcome());
        assertInstanceOf(Outcome.Rejected.class, repeated.original());
    }

    @Test
    void aKeyMayNotBeUsedForSomethingElse() {
        feed.give(createGroup(DEFAULT));
        feed.give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)));
        Command other = ask("second", DEFAULT, "key", "ada", upstream("u1", 9001));
        assertEquals(Rejection.IDEMPOTENCY_KEY_REUSED, rejected(feed.give(other)));
        assertEquals(Optional.empty(), feed.give(other));
        assertInstanceOf(
                Outcome.Repeated.class,
                feed.give(ask("third", DEFAULT, "key", "ada", upstream("u1", 9000)))
                        .orElseThrow()
                        .event()
                        .outcome());
    }

    @Test
    void twoActorsMayUseTheSameKey() {
        feed.give(createGroup(DEFAULT));
        feed.give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)));
        accepted(feed.give(ask("second", DEFAULT, "key", "bob", upstream("u1", 9001))));
    }

    @Test
    void aKeyIsForgottenAfterItsTime() {
        feed.give(createGroup(DEFAULT));
        feed.give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)), START);
        assertInstanceOf(
                Outcome.Repeated.class,
                feed.give(
                                ask("a day", DEFAULT, "key", "ada", upstream("u1", 9000)),
                                START.plus(Duration.ofHours(24)).minusMillis(1))
                        .orElseThrow()
                        .event()
                        .outcome());
        Instant over = START.plus(Duration.ofHours(24));
        accepted(feed.give(ask("new", DEFAULT, "key", "ada", upstream("u1", 9002)), over));
        Publication repeated = feed.give(
                        ask("new again", DEFAULT, "key", "ada", upstream("u1", 9002)), over.plusSeconds(1))
                .orElseThrow();
        assertEquals(
                Asks.id("new"),
                assertInstanceOf(Outcome.Repeated.class, repeated.event().outcome())
                        .first());
    }

    @Test
    void whatIsOverIsRemovedLittleByLittleAndTakesNothingNewerAlong() {
        feed.give(createGroup(DEFAULT));
        int commands = 3 * CommandMemory.FORGOTTEN_AT_ONCE;
        for (int i = 0; i < commands; i++) {
            feed.give(ask("command " + i, DEFAULT, "key-" + i, "ada", upstream("u1", 9000)));
        }
        assertEquals(commands, feed.store().count('a'));
        Instant nextDay = START.plus(Duration.ofDays(1));
        String last = "key-" + (commands - 1);
        accepted(feed.give(ask("same key, next day", DEFAULT, last, "ada", upstream("u1", 9001)), nextDay));
        assertEquals(
                commands + 2 - CommandMemory.FORGOTTEN_AT_ONCE, feed.store().count('i'));
        for (int i = 0; i < 4; i++) {
            feed.give(ask("next day " + i, DEFAULT, upstream("u1", 9000)), nextDay);
        }
        assertEquals(5, feed.store().count('i'));
        assertEquals(5, feed.store().count('t'));
        assertEquals(1, feed.store().count('a'));
        assertInstanceOf(
                Outcome.Repeated.class,
                feed.give(ask("repeat", DEFAULT, last, "ada", upstream("u1", 9001)), nextDay)
                        .orElseThrow()
                        .event()
                        .outcome());
    }

    @Test
    void theNumberOfRememberedCommandsIsBounded() {
        feed.restart(new MemoryLimits(Duration.ofHours(24), 10, 1_000_000), 1);
        feed.give(createGroup(DEFAULT));
        for (int i = 0; i < 100; i++) {
            feed.give(ask("command " + i, DEFAULT, upstream("u1", 9000 + i)));
        }
        assertEquals(10, feed.store().count('i'));
        assertEquals(10, feed.store().count('t'));
        assertEquals(Optional.empty(), feed.give(ask("command 95", DEFAULT, upstream("u1", 9095))));
    }

    @Test
    void theBytesOfRememberedAnswersAreBounded() {
        feed.restart(new MemoryLimits(Duration.ofHours(24), 1_000, 5_000), 1);
        feed.give(createGroup(DEFAULT));
        for (int i = 0; i < 100; i++) {
            feed.give(ask("command " + i, DEFAULT, "key-" + i, "ada", upstream("u1", 9000 + i)));
        }
        int answers = feed.store().count('a');
        assertTrue(answers > 1 && answers < 20, "answers: " + answers);
    }

    @Test
    void anotherScopesKeysAreItsOwn() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        feed.give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)));
        accepted(feed.give(ask("second", OTHER, "key", "ada", upstream("u1", 9001))));
    }

    @Test
    void aRestartChangesNothing() {
        var straight = PartitionProjector.restore(new HeapByteStore(), MemoryLimits.DEFAULT, 1);
        for (int i = 0; i < 40; i++) {
            Command command = i == 0
                    ? createGroup(DEFAULT)
                    : ask(
                            "command " + i % 30,
                            DEFAULT,
                            i % 3 == 0 ? "key-" + i % 6 : null,
                            "ada",
                            upstream("u" + i % 5, 9000 + i));
            Arrival arrival = feed.arrival(command, START.plusSeconds(i));
            Optional<Publication> expected = straight.project(arrival);
            feed.restart();
            Optional<Publication> actual = feed.project(arrival);
            assertEquals(expected.isPresent(), actual.isPresent());
            expected.ifPresent(publication ->
                    assertArrayEquals(publication.value(), actual.orElseThrow().value()));
        }
        assertEquals(List.of(DEFAULT), feed.projector().scopes());
    }
}
