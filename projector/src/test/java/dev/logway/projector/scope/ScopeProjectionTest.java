package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.START;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.route;
import static dev.logway.projector.scope.Asks.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScopeProjectionTest {
    private ScopeHead head = ScopeHead.empty(DEFAULT);

    @Test
    void anAcceptedCommandPublishesItsResourcesAndThenTheSeal() {
        project(createGroup(DEFAULT));
        Publication publication = project(ask("two", DEFAULT, route("r1", "/a/*", "u1"), upstream("u1", 9000)));
        assertEquals(
                List.of("upstreams/u1", "routes/r1", "seal"),
                publication.config().stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .toList());
        var sealed = assertInstanceOf(
                ConfigItem.Sealed.class,
                ConfigCodec.decode(
                        DEFAULT, Keys.seal(), publication.config().getLast().value()));
        assertEquals(2, sealed.seal().revision());
        assertEquals(head.image().digest(), sealed.seal().digest());
        assertEquals(Asks.id("two"), sealed.seal().commandId());
    }

    @Test
    void aRemovalPublishesATombstone() {
        project(createGroup(DEFAULT));
        project(ask("put", DEFAULT, upstream("u1", 9000)));
        Publication publication = project(ask("remove", DEFAULT, new Edit.Delete(Upstream.key("u1"))));
        assertNull(publication.config().getFirst().value());
        assertEquals(2, publication.config().size());
    }

    @Test
    void aCommandThatChangesNothingAdvancesTheRevisionAndPublishesASealAlone() {
        project(createGroup(DEFAULT));
        project(ask("put", DEFAULT, upstream("u1", 9000)));
        Publication publication = project(ask("put again", DEFAULT, upstream("u1", 9000)));
        assertEquals(3, head.revision());
        assertEquals(1, publication.config().size());
        assertTrue(Keys.isSeal(publication.config().getFirst().key()));
    }

    @Test
    void aRejectedCommandPublishesItsEventAndLeavesTheHead() {
        project(createGroup(DEFAULT));
        ScopeHead before = head;
        Publication publication = project(ask("dangling", DEFAULT, route("r1", "/a", "nowhere")));
        assertSame(before, head);
        assertEquals(List.of(), publication.config());
        assertEquals(Rejection.UNKNOWN_REFERENCE, reason(publication).code());
    }

    @Test
    void acceptedEventsFormAChain() {
        Hash previous = Hash.NONE;
        for (Command command : List.of(
                createGroup(DEFAULT),
                ask("one", DEFAULT, upstream("u1", 9000)),
                ask("refused", DEFAULT, route("r1", "/a", "nowhere")),
                ask("two", DEFAULT, upstream("u1", 9001)))) {
            Publication publication = project(command);
            if (publication.event().outcome() instanceof Outcome.Accepted accepted) {
                assertEquals(previous, accepted.previous());
                previous = EventCodec.hash(publication.value());
            }
        }
        assertEquals(3, head.revision());
        assertEquals(previous, head.previous());
    }

    @Test
    void theEventIsItsBytes() {
        Publication publication = project(createGroup(DEFAULT));
        assertEquals(publication.event(), EventCodec.decode(Keys.of(DEFAULT), publication.value()));
    }

    @Test
    void equalArgumentsGiveEqualBytes() {
        project(createGroup(DEFAULT));
        Command command = ask("two", DEFAULT, upstream("u2", 9000), upstream("u1", 9001), route("r1", "/a", "u2"));
        Publication one = ScopeProjection.project(head, command, START).publication();
        Publication other = ScopeProjection.project(head, command, START).publication();
        assertArrayEquals(one.value(), other.value());
        for (int i = 0; i < one.config().size(); i++) {
            assertArrayEquals(one.config().get(i).key(), other.config().get(i).key());
            assertArrayEquals(one.config().get(i).value(), other.config().get(i).value());
        }
    }

    @Test
    void aBrokersClockThatIsBehindDoesNotTurnHistoryBack() {
        head = ScopeProjection.project(head, createGroup(DEFAULT), START).next();
        var next = ScopeProjection.project(head, ask("later", DEFAULT, upstream("u1", 9000)), START.minusSeconds(60));
        assertEquals(START, next.publication().event().at());
    }

    @Test
    void anEventThatFitsIntoNoRecordIsRefused() {
        project(createGroup(DEFAULT));
        Edit[] edits = IntStream.range(0, 80)
                .mapToObj(upstream -> new Edit.Put(new Upstream("u" + upstream, Descriptor.NONE, largest())))
                .toArray(Edit[]::new);
        Publication publication = project(ask("large", DEFAULT, edits));
        assertEquals(Rejection.COMMAND_TOO_LARGE, reason(publication).code());
        assertEquals(1, head.revision());
    }

    @Test
    void aRefusalThatFitsIntoNoRecordGivesItsFirstReasons() {
        project(createGroup(DEFAULT));
        var reasons = new ArrayList<Rejection>();
        for (int i = 0; i < 20_000; i++) {
            reasons.add(new Rejection("code-" + i, "m".repeat(1_000), null, List.of()));
        }
        Publication publication = ScopeProjection.refuse(createGroup(DEFAULT), 1, START, reasons);
        assertTrue(publication.value().length <= ScopeProjection.MAX_EVENT_BYTES);
        assertEquals("code-0", reason(publication).code());
    }

    @Test
    void aRecordThatIsNoCommandGetsAnIdOfItsPlace() {
        var arrival = new Arrival("logway.commands", 3, 17, START, null, new byte[] {1});
        Publication publication = ScopeProjection.undecodable(arrival, Scope.STRAY, 0, "x".repeat(5_000));
        Publication again = ScopeProjection.undecodable(arrival, Scope.STRAY, 0, "x".repeat(5_000));
        assertArrayEquals(publication.value(), again.value());
        assertEquals("unknown", publication.event().origin().actor());
        assertTrue(reason(publication).message().endsWith("(logway.commands-3@17)"));
        assertTrue(reason(publication).message().length() < 1_000);
    }

    private Publication project(Command command) {
        Projected projected = ScopeProjection.project(head, command, START);
        head = projected.next();
        return projected.publication();
    }

    private static Rejection reason(Publication publication) {
        return assertInstanceOf(Outcome.Rejected.class, publication.event().outcome())
                .reasons()
                .getFirst();
    }

    private static UpstreamSpec largest() {
        return UpstreamSpec.of(IntStream.rangeClosed(1, 1_000)
                .mapToObj(port -> new Node(
                        "h".repeat(60) + "." + "h".repeat(60) + "." + "h".repeat(60) + "." + "h".repeat(60), port, 1))
                .toArray(Node[]::new));
    }
}
