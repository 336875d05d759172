package dev.logway.domain.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logway.domain.resource.Route;
import dev.logway.testkit.Commands;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import dev.logway.testkit.Thrown;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandRecordsTest {

    @Test
    void aCommandIdIsACanonicalUuid() {
        Property.forAll(Commands::anyId, id -> assertEquals(id, CommandId.parse(id.toString())));
        assertEquals(new CommandId(new UUID(0, 0xabcL)), CommandId.parse("00000000-0000-0000-0000-000000000ABC"));
        assertEquals(
                "command_id: r1 (expected: a UUID)",
                Thrown.message(IllegalArgumentException.class, () -> CommandId.parse("r1")));
        assertThrows(IllegalArgumentException.class, () -> CommandId.parse("g".repeat(36)));
        assertThrows(IllegalArgumentException.class, () -> CommandId.parse("0000000-00000-0000-0000-000000000000"));
        assertThrows(IllegalArgumentException.class, () -> CommandId.parse("00000000-0000-0000-0000-00000000000٣"));
    }

    @Test
    void anIdempotencyKeyIsPrintableAscii() {
        assertEquals("!~", withKey("!~").idempotencyKey());
        assertEquals("k".repeat(255), withKey("k".repeat(255)).idempotencyKey());
        assertEquals(
                "Idempotency-Key: a b (expected: 1 to 255 printable ASCII characters without spaces)",
                Thrown.message(IllegalArgumentException.class, () -> withKey("a b")));
        for (String wrong : List.of("", "k".repeat(256), "ü", "a\n", "\u007f")) {
            assertThrows(IllegalArgumentException.class, () -> withKey(wrong));
        }
    }

    @Test
    void aChangesetHoldsAtLeastOneEditAndNotTooMany() {
        assertEquals(
                "changes: 0 (expected: 1 to 20000 changes)",
                Thrown.message(IllegalArgumentException.class, Action.Changeset::of));
        Edit edit = new Edit.Put(Resources.upstream("u1"));
        var most = Collections.nCopies(Action.Changeset.MAX_EDITS, edit);
        assertEquals(most, new Action.Changeset(most, Action.Guard.GUARDED).edits());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Action.Changeset(
                        Collections.nCopies(Action.Changeset.MAX_EDITS + 1, edit), Action.Guard.GUARDED));
    }

    @Test
    void aRevisionPreconditionNamesARevision() {
        assertEquals(
                "revisions: [] (expected: at least one)",
                Thrown.message(
                        IllegalArgumentException.class, () -> new Precondition.RevisionIs(Route.key("r1"), List.of())));
    }

    @Test
    void anOriginNamesItsActor() {
        assertEquals(
                "actor:  (expected: 1 to 256 characters)",
                Thrown.message(IllegalArgumentException.class, () -> origin("", null)));
        assertEquals(
                "reason: " + "r".repeat(120) + "… (expected: at most 1024 characters)",
                Thrown.message(IllegalArgumentException.class, () -> origin("ann", "r".repeat(1_025))));
        assertThrows(IllegalArgumentException.class, () -> origin("a".repeat(257), null));
        assertEquals(
                "r".repeat(1_024), origin("a".repeat(256), "r".repeat(1_024)).reason());
    }

    @Test
    void aHashIsLowerCaseHexadecimal() {
        assertEquals("0".repeat(64), Hash.NONE.toString());
        assertEquals(
                "hash: A (expected: 64 lower-case hexadecimal digits)",
                Thrown.message(IllegalArgumentException.class, () -> new Hash("A")));
        assertThrows(IllegalArgumentException.class, () -> new Hash("A".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> new Hash("a".repeat(63)));
    }

    @Test
    void theVerdictOfARepetitionIsTheFirstAnswer() {
        var first = new Outcome.Rejected(3, List.of(Rejection.undecodable("torn")));

        assertEquals(first, first.verdict());
        assertEquals(
                first,
                new Outcome.Repeated(Commands.put(Resources.upstream("u1")).id(), first).verdict());
    }

    private static Command withKey(String key) {
        Command command = Commands.put(Resources.upstream("u1"));
        return new Command(command.id(), command.scope(), command.origin(), key, List.of(), command.action());
    }

    private static Origin origin(String actor, @Nullable String reason) {
        return new Origin(actor, reason, Commands.ASKED_AT);
    }
}
