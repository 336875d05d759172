package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.START;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.upstream;
import static dev.logway.projector.scope.Feed.accepted;
import static dev.logway.projector.scope.Feed.rejected;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Rejection;
import dev.logway.log.ScopePartition;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PoisonTest {
    private static final Scope OTHER = Scope.group("other");

    private final Feed feed = new Feed();

    @Test
    void aRecordThatIsNoCommandStopsNobody() {
        feed.give(createGroup(DEFAULT));
        Publication poison = feed.project(new Arrival("commands", 0, 7, START, Keys.of(DEFAULT), new byte[] {1, 2, 3}))
                .orElseThrow();
        assertEquals(DEFAULT, poison.event().scope());
        assertEquals(Rejection.UNDECODABLE_COMMAND, rejected(Optional.of(poison)));
        assertEquals(1, poison.event().outcome().verdict().revision());
        assertEquals(
                2,
                accepted(feed.give(ask("next", DEFAULT, upstream("u1", 9000)))).revision());
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
            var publication = feed.project(new Arrival("commands", 0, 7, START, record[0], record[1]));
            assertEquals(Rejection.UNDECODABLE_COMMAND, rejected(publication));
        }
        assertEquals(0, feed.store().count('h'));
        accepted(feed.give(createGroup(DEFAULT)));
    }

    @Test
    void aCommandInAnotherScopesPartitionIsPoison() {
        int partitions = 12;
        feed.restart(MemoryLimits.DEFAULT, partitions);
        int right = ScopePartition.of(DEFAULT, partitions);
        Command command = createGroup(DEFAULT);
        byte[] value = CommandCodec.encode(command);
        var misplaced =
                feed.project(new Arrival("commands", (right + 1) % partitions, 0, START, Keys.of(DEFAULT), value));
        assertEquals(Rejection.UNDECODABLE_COMMAND, rejected(misplaced));
        accepted(feed.project(new Arrival("commands", right, 0, START, Keys.of(DEFAULT), value)));
    }

    /** The command, cut before its preconditions, of which it then promises more than memory holds. */
    private static byte[] hugeArray(byte[] command) {
        byte[] text = Asks.id("create " + DEFAULT).toString().getBytes(UTF_8);
        int header = 10;
        byte[] poison = new byte[header + 200];
        System.arraycopy(command, 0, poison, 0, header);
        var out = ByteBuffer.wrap(poison).position(header);
        out.put((byte) (2 * text.length)).put(text);
        byte[] scope = Keys.of(DEFAULT);
        out.put((byte) (2 * scope.length)).put(scope);
        out.put((byte) 2).put((byte) 'a').put((byte) 0).put((byte) 0); // actor, no reason, time 0
        out.put((byte) 0); // no idempotency key
        out.put(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x0f});
        return Arrays.copyOf(poison, out.position() + 4);
    }
}
