package dev.logway.projector.topology;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.id;
import static dev.logway.projector.scope.Asks.route;
import static dev.logway.projector.scope.Asks.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.ScopeImage;
import dev.logway.log.LogPosition;
import dev.logway.log.ScopeLoader;
import dev.logway.projector.scope.LogRecord;
import dev.logway.testkit.Commands;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandTopologyTest {
    private static final Scope OTHER = Scope.group("other");
    private static final String CONFIG = Rig.TOPICS.config(DEFAULT);

    private final Path directory;
    private final Rig rig;

    CommandTopologyTest(@TempDir Path directory) {
        this.directory = directory;
        this.rig = new Rig(directory.resolve("rig"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anAcceptedCommandBecomesAnEventAndConfigRecordsWithTheSealLast() {
        rig.command(createGroup(DEFAULT));
        rig.command(ask("two", DEFAULT, route("r1", "/a/*", "u1"), upstream("u1", 9000)));
        List<Event> events = rig.events();
        assertEquals(
                List.of(id("create group/default"), id("two")),
                events.stream().map(Event::commandId).toList());
        assertEquals(rig.now(), events.getLast().at());
        assertEquals(
                List.of("groups/default", "seal", "upstreams/u1", "routes/r1", "seal"),
                rig.written(CONFIG).stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .toList());
    }

    @Test
    void aRejectedCommandBecomesAnEventAlone() {
        rig.command(createGroup(DEFAULT));
        rig.written(CONFIG);
        rig.command(ask("dangling", DEFAULT, route("r1", "/a", "nowhere")));
        assertEquals(Rejection.UNKNOWN_REFERENCE, code(rig.events().getLast()));
        assertEquals(List.of(), rig.written(CONFIG));
    }

    @Test
    void theTopicOfAScopeIsEnsuredBeforeItsFirstRecordAndAtEachStart() {
        rig.command(ask("too early", DEFAULT, upstream("u1", 9000)));
        assertEquals(Set.of(), rig.ensured);
        rig.command(createGroup(DEFAULT));
        assertEquals(Set.of(DEFAULT), rig.ensured);
        rig.ensured.clear();
        rig.restart();
        assertEquals(Set.of(DEFAULT), rig.ensured);
    }

    @Test
    void whatTheLoaderFoldsHasTheDigestOfTheSeal() {
        var random = new SplittableRandom(7);
        int accepted = 0;
        for (Command command : commands(random, 150)) {
            rig.command(command);
        }
        var loader = new ScopeLoader(ScopeImage.empty(Commands.SCOPE), _ -> {});
        long offset = 0;
        for (LogRecord record : rig.written(CONFIG)) {
            loader.accept(record.key(), record.value(), new LogPosition("cluster", "topic", ++offset));
        }
        loader.caughtUp(new LogPosition("cluster", "topic", offset));
        ScopeImage last = loader.published();
        assertEquals(List.of(), loader.faults());
        for (Event event : rig.events()) {
            if (event.scope().equals(Commands.SCOPE) && event.outcome() instanceof Outcome.Accepted outcome) {
                accepted++;
                assertEquals(accepted, outcome.revision());
                if (outcome.revision() == last.revision()) {
                    assertEquals(outcome.digest(), last.digest());
                }
            }
        }
        assertTrue(accepted > 10, "accepted: " + accepted);
        assertEquals(accepted, last.revision());
    }

    @Test
    void poisonBetweenGoodCommandsGetsItsOwnOutcome() {
        rig.command(createGroup(DEFAULT));
        rig.record(Rig.TOPICS.commands(), Keys.of(DEFAULT), new byte[] {1, 2, 3});
        rig.record(Rig.TOPICS.commands(), null, null);
        rig.record(Rig.TOPICS.commands(), "no scope".getBytes(UTF_8), new byte[0]);
        rig.command(ask("two", DEFAULT, upstream("u1", 9000)));
        List<Event> events = rig.events();
        assertEquals(5, events.size());
        assertEquals(
                List.of(DEFAULT, Scope.STRAY, Scope.STRAY),
                events.subList(1, 4).stream().map(Event::scope).toList());
        events.subList(1, 4).forEach(event -> assertEquals(Rejection.UNDECODABLE_COMMAND, code(event)));
        assertEquals(2, accepted(events.getLast()).revision());
    }

    @Test
    void aCommandDeliveredTwiceHasOneEvent() {
        rig.command(createGroup(DEFAULT));
        rig.command(createGroup(DEFAULT));
        assertEquals(1, rig.events().size());
        assertEquals(2, rig.written(CONFIG).size());
    }

    @Test
    void aRepeatedKeyGetsTheFirstAnswer() {
        rig.command(createGroup(DEFAULT));
        rig.command(ask("first", DEFAULT, "key", "ada", upstream("u1", 9000)));
        rig.events();
        rig.written(CONFIG);
        rig.restart();
        rig.command(ask("second", DEFAULT, "key", "ada", upstream("u1", 9000)));
        rig.command(ask("third", DEFAULT, "key", "ada", upstream("u1", 9001)));
        List<Event> events = rig.events();
        var repeated =
                assertInstanceOf(Outcome.Repeated.class, events.getFirst().outcome());
        assertEquals(id("first"), repeated.first());
        assertEquals(Rejection.IDEMPOTENCY_KEY_REUSED, code(events.getLast()));
        assertEquals(List.of(), rig.written(CONFIG));
    }

    @Test
    void anotherProcessOnTheSameStateGoesOn() {
        rig.command(createGroup(DEFAULT));
        rig.command(ask("one", DEFAULT, upstream("u1", 9000)));
        Event before = rig.events().getLast();
        rig.restart();
        rig.command(ask("one", DEFAULT, upstream("u1", 9000)));
        rig.command(ask("two", DEFAULT, route("r1", "/a", "u1")));
        List<Event> events = rig.events();
        assertEquals(1, events.size());
        assertEquals(3, accepted(events.getFirst()).revision());
        assertEquals(
                EventCodec.hash(EventCodec.encode(before)),
                accepted(events.getFirst()).previous());
    }

    @Test
    void damagedStateFreezesItsScopeAndNoOther() {
        rig.command(createGroup(DEFAULT));
        rig.command(createGroup(OTHER));
        rig.command(ask("one", DEFAULT, upstream("u1", 9000)));
        rig.events();
        var store = rig.store(ProjectorTopology.SCOPES_STORE);
        store.delete(Bytes.wrap("rgroup/default\0upstreams/u1".getBytes(UTF_8)));
        rig.restart();
        rig.command(ask("two", DEFAULT, upstream("u2", 9000)));
        rig.command(ask("two", OTHER, upstream("u2", 9000)));
        List<Event> events = rig.events();
        assertEquals(Rejection.SCOPE_FROZEN, code(events.getFirst()));
        assertEquals(2, accepted(events.getLast()).revision());
        assertEquals(1, frozen());
    }

    @Test
    void twoProjectorsWriteTheSameBytes() {
        try (var other = new Rig(directory.resolve("other"))) {
            var random = new SplittableRandom(11);
            for (Command command : commands(random, 200)) {
                rig.command(command);
                other.command(command);
                if (random.nextInt(20) == 0) {
                    other.restart();
                }
                Duration step = Duration.ofMinutes(random.nextInt(100));
                rig.advance(step);
                other.advance(step);
            }
            assertSameBytes(rig, other, Rig.TOPICS.events());
            assertSameBytes(rig, other, CONFIG);
            assertSameBytes(rig, other, Rig.TOPICS.config(Scope.group("blue")));
        }
    }

    private static void assertSameBytes(Rig one, Rig other, String topic) {
        List<LogRecord> expected = one.written(topic);
        List<LogRecord> actual = other.written(topic);
        assertTrue(!expected.isEmpty());
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i).key(), actual.get(i).key());
            assertArrayEquals(expected.get(i).value(), actual.get(i).value());
        }
    }

    /** Commands of which many are accepted, some are refused, and some are delivered twice. */
    private static List<Command> commands(SplittableRandom random, int count) {
        var commands = new ArrayList<>(List.of(createGroup(DEFAULT), createGroup(Scope.group("blue"))));
        Stream.generate(() -> Commands.any(random)).limit(count).forEach(commands::add);
        for (int i = 0; i < count / 10; i++) {
            commands.add(random.nextInt(commands.size()), commands.get(random.nextInt(commands.size())));
        }
        return commands;
    }

    private double frozen() {
        var gauges = (GaugeSnapshot) rig.metrics
                .registry()
                .scrape("logway_projector_scopes_frozen"::equals)
                .get(0);
        return gauges.getDataPoints().getFirst().getValue();
    }

    private static Outcome.Accepted accepted(Event event) {
        return assertInstanceOf(Outcome.Accepted.class, event.outcome());
    }

    private static String code(Event event) {
        return assertInstanceOf(Outcome.Rejected.class, event.outcome())
                .reasons()
                .getFirst()
                .code();
    }
}
