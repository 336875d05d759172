package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.START;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.Upstream;
import dev.logway.log.ScopePartition;
import dev.logway.projector.state.HeapByteStore;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PartitionProjectorTest {
    private static final Scope OTHER = Scope.group("other");
    private static final MemoryLimits LIMITS = new MemoryLimits(Duration.ofHours(24), 1_000, 1_000_000);

    private final HeapByteStore store = new HeapByteStore();
    private PartitionProjector projector = PartitionProjector.restore(store, LIMITS, 1);
    private long offset;

    @Test
    void aCommandThatWasDecidedPublishesNothingAgain() {
        give(createGroup(DEFAULT));
        assertEquals(Optional.empty(), give(createGroup(DEFAULT), START.plusSeconds(1)));
        assertEquals(
                2, accepted(give(ask("next", DEFAULT, upstream("u1", 9000)))).revision());
    }

    @Test
    void aCommandThatWasRefusedPublishesNothingAgain() {
        Command refused = ask("too early", DEFAULT, upstream("u1", 9000));
        assertEquals(Rejection.UNKNOWN_GROUP, rejected(give(refused)));
        give(createGroup(DEFAULT));
        assertEquals(Optional.empty(), give(refused));
    }

    @Test
    void aRepeatedKeyGetsTheFirstAnswerAndChangesNothing() {
        give(createGroup(DEFAULT));
        var first = accepted(give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000))));
        give(ask("between", DEFAULT, upstream("u1", 9001)));

        Publication again = give(ask("second try", DEFAULT, "key", "ada", upstream("u1", 9000)))
                .orElseThrow();
        var repeated = assertInstanceOf(Outcome.Repeated.class, again.event().outcome());
        assertEquals(Asks.id("first"), repeated.first());
        assertEquals(first, repeated.original());
        assertEquals(List.of(), again.config());
        assertEquals(
                4, accepted(give(ask("after", DEFAULT, upstream("u2", 9000)))).revision());
    }

    @Test
    void aRefusalIsRepeatedToo() {
        give(createGroup(DEFAULT));
        Command dangling = ask("first", DEFAULT, "key", "ada", Asks.route("r1", "/a", "u1"));
        assertEquals(Rejection.UNKNOWN_REFERENCE, rejected(give(dangling)));
        give(ask("mend", DEFAULT, upstream("u1", 9000)));
        Publication again = give(ask("retry", DEFAULT, "key", "ada", Asks.route("r1", "/a", "u1")))
                .orElseThrow();
        var repeated = assertInstanceOf(Outcome.Repeated.class, again.event().outcome());
        assertInstanceOf(Outcome.Rejected.class, repeated.original());
    }

    @Test
    void aKeyMayNotBeUsedForSomethingElse() {
        give(createGroup(DEFAULT));
        give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)));
        Command other = ask("second", DEFAULT, "key", "ada", upstream("u1", 9001));
        assertEquals(Rejection.IDEMPOTENCY_KEY_REUSED, rejected(give(other)));
        assertEquals(Optional.empty(), give(other));
        assertInstanceOf(
                Outcome.Repeated.class,
                give(ask("third", DEFAULT, "key", "ada", upstream("u1", 9000)))
                        .orElseThrow()
                        .event()
                        .outcome());
    }

    @Test
    void twoActorsMayUseTheSameKey() {
        give(createGroup(DEFAULT));
        give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)));
        accepted(give(ask("second", DEFAULT, "key", "bob", upstream("u1", 9001))));
    }

    @Test
    void aKeyIsForgottenAfterItsTime() {
        give(createGroup(DEFAULT));
        give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)), START);
        assertInstanceOf(
                Outcome.Repeated.class,
                give(
                                ask("a day", DEFAULT, "key", "ada", upstream("u1", 9000)),
                                START.plus(Duration.ofHours(24)).minusMillis(1))
                        .orElseThrow()
                        .event()
                        .outcome());
        Instant over = START.plus(Duration.ofHours(24));
        accepted(give(ask("new", DEFAULT, "key", "ada", upstream("u1", 9002)), over));
        Publication repeated = give(ask("new again", DEFAULT, "key", "ada", upstream("u1", 9002)), over.plusSeconds(1))
                .orElseThrow();
        assertEquals(
                Asks.id("new"),
                assertInstanceOf(Outcome.Repeated.class, repeated.event().outcome())
                        .first());
    }

    @Test
    void whatIsOverIsRemovedLittleByLittleAndTakesNothingNewerAlong() {
        give(createGroup(DEFAULT));
        int commands = 3 * CommandMemory.FORGOTTEN_AT_ONCE;
        for (int i = 0; i < commands; i++) {
            give(ask("command " + i, DEFAULT, "key-" + i, "ada", upstream("u1", 9000)));
        }
        assertEquals(commands, store.count('a'));
        Instant nextDay = START.plus(Duration.ofDays(1));
        String last = "key-" + (commands - 1);
        accepted(give(ask("same key, next day", DEFAULT, last, "ada", upstream("u1", 9001)), nextDay));
        assertEquals(commands + 2 - CommandMemory.FORGOTTEN_AT_ONCE, store.count('i'));
        for (int i = 0; i < 4; i++) {
            give(ask("next day " + i, DEFAULT, upstream("u1", 9000)), nextDay);
        }
        assertEquals(5, store.count('i'));
        assertEquals(5, store.count('t'));
        assertEquals(1, store.count('a'));
        assertInstanceOf(
                Outcome.Repeated.class,
                give(ask("repeat", DEFAULT, last, "ada", upstream("u1", 9001)), nextDay)
                        .orElseThrow()
                        .event()
                        .outcome());
    }

    @Test
    void theNumberOfRememberedCommandsIsBounded() {
        projector = PartitionProjector.restore(store, new MemoryLimits(Duration.ofHours(24), 10, 1_000_000), 1);
        give(createGroup(DEFAULT));
        for (int i = 0; i < 100; i++) {
            give(ask("command " + i, DEFAULT, upstream("u1", 9000 + i)));
        }
        assertEquals(10, store.count('i'));
        assertEquals(10, store.count('t'));
        assertEquals(Optional.empty(), give(ask("command 95", DEFAULT, upstream("u1", 9095))));
    }

    @Test
    void theBytesOfRememberedAnswersAreBounded() {
        projector = PartitionProjector.restore(store, new MemoryLimits(Duration.ofHours(24), 1_000, 5_000), 1);
        give(createGroup(DEFAULT));
        for (int i = 0; i < 100; i++) {
            give(ask("command " + i, DEFAULT, "key-" + i, "ada", upstream("u1", 9000 + i)));
        }
        int answers = store.count('a');
        assertTrue(answers > 1 && answers < 20, "answers: " + answers);
    }

    @Test
    void anotherScopesKeysAreItsOwn() {
        give(createGroup(DEFAULT));
        give(createGroup(OTHER));
        give(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)));
        accepted(give(ask("second", OTHER, "key", "ada", upstream("u1", 9001))));
    }

    @Test
    void aRestartChangesNothing() {
        var straight = PartitionProjector.restore(new HeapByteStore(), LIMITS, 1);
        for (int i = 0; i < 40; i++) {
            Command command = i == 0
                    ? createGroup(DEFAULT)
                    : ask(
                            "command " + i % 30,
                            DEFAULT,
                            i % 3 == 0 ? "key-" + i % 6 : null,
                            "ada",
                            upstream("u" + i % 5, 9000 + i));
            Arrival arrival = arrival(command, START.plusSeconds(i));
            Optional<Publication> expected = straight.project(arrival);
            projector = PartitionProjector.restore(store, LIMITS, 1);
            Optional<Publication> actual = projector.project(arrival);
            assertEquals(expected.isPresent(), actual.isPresent());
            expected.ifPresent(publication ->
                    assertArrayEquals(publication.value(), actual.orElseThrow().value()));
        }
        assertEquals(List.of(DEFAULT), projector.scopes());
    }

    @Test
    void aRecordThatIsNoCommandStopsNobody() {
        give(createGroup(DEFAULT));
        Publication poison = projector
                .project(new Arrival("commands", 0, 7, START, Keys.of(DEFAULT), new byte[] {1, 2, 3}))
                .orElseThrow();
        assertEquals(DEFAULT, poison.event().scope());
        assertEquals(Rejection.UNDECODABLE_COMMAND, rejected(Optional.of(poison)));
        assertEquals(1, poison.event().outcome().verdict().revision());
        assertEquals(
                2, accepted(give(ask("next", DEFAULT, upstream("u1", 9000)))).revision());
    }

    @Test
    void everyKindOfPoisonGetsAnOutcome() {
        byte[] command = CommandCodec.encode(createGroup(DEFAULT));
        byte[] stray = CommandCodec.encode(createGroup(Scope.STRAY));
        byte[][][] poison = {
            {null, null},
            {null, command},
            {Keys.of(DEFAULT), null},
            {"nothing".getBytes(UTF_8), command},
            {Keys.of(OTHER), command},
            {Keys.of(Scope.STRAY), stray},
            {new byte[0], new byte[0]},
            {Keys.of(DEFAULT), hugeArray(command)},
        };
        for (byte[][] record : poison) {
            var publication = projector.project(new Arrival("commands", 0, offset++, START, record[0], record[1]));
            assertEquals(Rejection.UNDECODABLE_COMMAND, rejected(publication));
        }
        assertEquals(0, store.count('h'));
        accepted(give(createGroup(DEFAULT)));
    }

    @Test
    void aCommandInAnotherScopesPartitionIsPoison() {
        int partitions = 12;
        projector = PartitionProjector.restore(store, LIMITS, partitions);
        int right = ScopePartition.of(DEFAULT, partitions);
        Command command = createGroup(DEFAULT);
        byte[] value = CommandCodec.encode(command);
        var misplaced =
                projector.project(new Arrival("commands", (right + 1) % partitions, 0, START, Keys.of(DEFAULT), value));
        assertEquals(Rejection.UNDECODABLE_COMMAND, rejected(misplaced));
        accepted(projector.project(new Arrival("commands", right, 0, START, Keys.of(DEFAULT), value)));
    }

    @Test
    void aDamagedResourceFreezesItsScopeAlone() {
        give(createGroup(DEFAULT));
        give(createGroup(OTHER));
        give(ask("one", DEFAULT, upstream("u1", 9000)));
        byte[] key = StoreKeys.resource(DEFAULT, Keys.of(Upstream.key("u1")));
        store.put(key, new byte[] {0});
        assertFrozen(2);
    }

    @Test
    void aLostResourceFreezesItsScopeAlone() {
        give(createGroup(DEFAULT));
        give(createGroup(OTHER));
        give(ask("one", DEFAULT, upstream("u1", 9000)));
        store.delete(StoreKeys.resource(DEFAULT, Keys.of(Upstream.key("u1"))));
        assertFrozen(2);
    }

    @Test
    void aResourceFromAnotherTimeFreezesItsScopeAlone() {
        give(createGroup(DEFAULT));
        give(createGroup(OTHER));
        give(ask("one", DEFAULT, upstream("u1", 9000)));
        byte[] key = StoreKeys.resource(DEFAULT, Keys.of(Upstream.key("u1")));
        byte[] old = requireNonNull(store.get(key));
        give(ask("two", DEFAULT, upstream("u1", 9001)));
        store.put(key, old);
        assertFrozen(3);
    }

    @Test
    void aDamagedHeadFreezesItsScopeAlone() {
        give(createGroup(DEFAULT));
        give(createGroup(OTHER));
        store.put(StoreKeys.head(DEFAULT), new byte[] {9, 9, 9});
        assertFrozen(0);
    }

    @Test
    void aLostHeadFreezesItsScopeAlone() {
        give(createGroup(DEFAULT));
        give(createGroup(OTHER));
        store.delete(StoreKeys.head(DEFAULT));
        assertFrozen(0);
    }

    @Test
    void aDamagedMemoryFreezesItsScopeAlone() {
        give(createGroup(DEFAULT));
        give(createGroup(OTHER));
        store.put(StoreKeys.window(DEFAULT), new byte[] {1});
        assertFrozen(1);
        assertEquals(1, requireNonNull(store.get(StoreKeys.window(DEFAULT))).length);
    }

    @Test
    void aMendedScopeDecidesARepetitionThatWasRefusedWhileItWasFrozen() {
        give(createGroup(DEFAULT));
        byte[] key = StoreKeys.resource(DEFAULT, Keys.of(dev.logway.domain.resource.Group.key("default")));
        byte[] right = requireNonNull(store.get(key));
        store.delete(key);
        projector = PartitionProjector.restore(store, LIMITS, 1);
        assertEquals(
                Rejection.SCOPE_FROZEN,
                rejected(give(ask("while frozen", DEFAULT, "key", "ada", upstream("u1", 9000)))));
        store.put(key, right);
        projector = PartitionProjector.restore(store, LIMITS, 1);
        accepted(give(ask("mended", DEFAULT, "key", "ada", upstream("u1", 9000))));
    }

    private void assertFrozen(long revision) {
        projector = PartitionProjector.restore(store, LIMITS, 1);
        assertEquals(Set.of(DEFAULT), projector.faults().keySet());
        Command command = ask("frozen", DEFAULT, upstream("u9", 9000));
        Publication refused = give(command).orElseThrow();
        assertEquals(Rejection.SCOPE_FROZEN, rejected(Optional.of(refused)));
        assertEquals(revision, refused.event().outcome().verdict().revision());
        assertEquals(List.of(), refused.config());
        assertEquals(
                2, accepted(give(ask("other", OTHER, upstream("u1", 9000)))).revision());
    }

    private Optional<Publication> give(Command command) {
        return give(command, START);
    }

    private Optional<Publication> give(Command command, Instant at) {
        return projector.project(arrival(command, at));
    }

    private Arrival arrival(Command command, Instant at) {
        return new Arrival("commands", 0, offset++, at, Keys.of(command.scope()), CommandCodec.encode(command));
    }

    private static Outcome.Accepted accepted(Optional<Publication> publication) {
        assertTrue(publication.isPresent());
        return assertInstanceOf(
                Outcome.Accepted.class, publication.get().event().outcome());
    }

    private static String rejected(Optional<Publication> publication) {
        assertTrue(publication.isPresent());
        var rejected = assertInstanceOf(
                Outcome.Rejected.class, publication.get().event().outcome());
        assertNotNull(rejected.reasons());
        return rejected.reasons().getFirst().code();
    }

    /** The command, cut before its preconditions, of which it then promises more than memory holds. */
    private static byte[] hugeArray(byte[] command) {
        byte[] text = Asks.id("create " + DEFAULT).toString().getBytes(UTF_8);
        int header = 10;
        byte[] poison = new byte[header + 200];
        System.arraycopy(command, 0, poison, 0, header);
        var out = java.nio.ByteBuffer.wrap(poison).position(header);
        out.put((byte) (2 * text.length)).put(text);
        byte[] scope = Keys.of(DEFAULT);
        out.put((byte) (2 * scope.length)).put(scope);
        out.put((byte) 2).put((byte) 'a').put((byte) 0).put((byte) 0); // actor, no reason, time 0
        out.put((byte) 0); // no idempotency key
        out.put(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x0f});
        return java.util.Arrays.copyOf(poison, out.position() + 4);
    }
}
