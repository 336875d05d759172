package dev.logway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Outcome;
import dev.logway.testkit.Commands;
import dev.logway.testkit.DecidedHistory;
import dev.logway.testkit.LoggedHistory;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import dev.logway.wire.CheckpointCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.RunningHash;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AuditPropertyTest {
    private static final int PARTS = 2;

    private static void forAllHistories(Consumer<DecidedHistory> claim) {
        Property.forAllLists(20, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            var all = new ArrayList<Command>();
            all.add(Commands.put(Resources.group(Commands.SCOPE.name()), Resources.upstream("u1")));
            all.addAll(commands);
            claim.accept(DecidedHistory.of(all));
        });
    }

    private static Optional<Divergence> audit(List<LoggedRecord> records) {
        return audit(records, new Audit(Commands.SCOPE, LoggedHistory.TOPICS, Long.MAX_VALUE, null));
    }

    private static Optional<Divergence> audit(List<LoggedRecord> records, Audit audit) {
        for (LoggedRecord record : records) {
            Optional<Divergence> divergence = audit.accept(record);
            if (divergence.isPresent()) {
                return divergence;
            }
        }
        return audit.finish();
    }

    @Test
    void whatTheProjectorWroteIsInOrder() {
        forAllHistories(history -> {
            var audit = new Audit(Commands.SCOPE, LoggedHistory.TOPICS, Long.MAX_VALUE, null);
            assertEquals(Optional.empty(), audit(LoggedHistory.of(history), audit));
            assertEquals(history.image().revision(), audit.findings().revision());
            assertEquals(history.events().size(), audit.findings().events());
        });
    }

    /** A change of the last event alone is found by what it says; of those before also by the chain. */
    @Test
    void anAlteredAcceptedEventIsFoundThereOrInTheNext() {
        forAllHistories(history -> {
            List<LoggedRecord> records = LoggedHistory.of(history);
            int first = records.size() - history.events().size();
            for (int i = first; i < records.size() - 1; i++) {
                if (isAccepted(records.get(i)) && isAccepted(records.get(i + 1))) {
                    var altered = new ArrayList<>(records);
                    altered.set(i, flipped(records.get(i), i));
                    Divergence found = audit(altered).orElseThrow();
                    long offset = records.get(i).offset();
                    assertTrue(
                            found.record().offset() == offset || found.record().offset() == offset + 1,
                            found + " (altered: " + offset + ")");
                }
            }
        });
    }

    @Test
    void aMissingAcceptedEventIsFoundAtTheNext() {
        forAllHistories(history -> {
            List<LoggedRecord> records = LoggedHistory.of(history);
            int first = records.size() - history.events().size();
            for (int i = first; i < records.size(); i++) {
                if (isAccepted(records.get(i))) {
                    var cut = new ArrayList<>(records);
                    cut.remove(i);
                    assertTrue(audit(cut).isPresent());
                }
            }
        });
    }

    @Test
    void aConfigTopicThatIsNotTheFoldIsFound() {
        forAllHistories(history -> {
            List<LoggedRecord> records = LoggedHistory.of(history);
            int config = records.size() - history.events().size();
            for (int i = 0; i < config; i++) {
                var changed = new ArrayList<>(records);
                changed.remove(i);
                boolean matters = !last(records.subList(0, config)).equals(last(changed.subList(0, config - 1)));
                assertEquals(matters, audit(changed).isPresent(), "without config record " + i);
            }
        });
    }

    /** What is left of each key, as text. */
    private static String last(List<LoggedRecord> config) {
        var topic = new TreeMap<String, String>();
        for (LoggedRecord record : config) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                topic.remove(key);
            } else {
                topic.put(key, HexFormat.of().formatHex(record.value()));
            }
        }
        return topic.toString();
    }

    @Test
    void checkpointsAreHeldAgainstTheFold() {
        DecidedHistory history = history();
        Checkpoint right = checkpoint(history);
        assertEquals(Optional.empty(), audit(with(history, right)));
        var forged = new Checkpoint(
                right.scope(), 2, right.at(), history.image(1).digest(), right.event(), 2, right.parts(), "");
        assertEquals(
                LoggedHistory.TOPICS.checkpoints(),
                audit(with(history, forged)).orElseThrow().record().topic());
    }

    @Test
    void checkpointsAreSignedByTheKeyThatIsAskedFor() throws NoSuchAlgorithmException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        DecidedHistory history = history();
        Checkpoint right = checkpoint(history);
        Checkpoint signed = CheckpointSignature.sign(right, keys.getPrivate());
        var audit = new Audit(Commands.SCOPE, LoggedHistory.TOPICS, Long.MAX_VALUE, keys.getPublic());
        assertEquals(Optional.empty(), audit(with(history, signed), audit));
        assertEquals(1, audit.findings().signed());
        for (Checkpoint wrong : List.of(right, CheckpointSignature.sign(right, others.getPrivate()))) {
            Divergence found = audit(
                            with(history, wrong),
                            new Audit(Commands.SCOPE, LoggedHistory.TOPICS, Long.MAX_VALUE, keys.getPublic()))
                    .orElseThrow();
            assertTrue(found.expected().startsWith("a signature"), found.toString());
        }
    }

    @Test
    void anImageOfWhichAnyPartIsAlteredOrMissingIsFound() {
        DecidedHistory history = history();
        Checkpoint checkpoint = checkpoint(history);
        List<LoggedRecord> records = with(history, checkpoint);
        for (int i = 1; i <= PARTS; i++) {
            var altered = new ArrayList<>(records);
            altered.set(i, flipped(records.get(i), i));
            Divergence found = audit(altered).orElseThrow();
            assertTrue(found.expected().contains(checkpoint.parts().hash().hex()), found.toString());
            var cut = new ArrayList<>(records);
            cut.remove(i);
            assertTrue(audit(cut).isPresent(), "without part " + (i - 1));
        }
    }

    @Test
    void anImageThatWasKeptTwiceBecauseAProjectorEndedIsInOrder() {
        DecidedHistory history = history();
        List<LoggedRecord> records = with(history, checkpoint(history));
        var twice = new ArrayList<>(records);
        twice.add(1, records.get(1));
        assertEquals(Optional.empty(), audit(twice), "only the first part");
        twice.add(2, records.get(2));
        assertEquals(Optional.empty(), audit(twice), "all parts");
        var torn = new ArrayList<>(records);
        torn.add(3, records.get(1));
        assertEquals(Optional.empty(), audit(torn), "all parts, then only the first");
    }

    private static DecidedHistory history() {
        return DecidedHistory.of(List.of(
                Commands.put(Resources.group("default")),
                Commands.put(Resources.upstream("u1")),
                Commands.put(Resources.upstream("u2"))));
    }

    private static List<byte[]> parts(DecidedHistory history) {
        List<byte[]> parts = CheckpointCodec.encodeParts(history.image(2), 1);
        assertEquals(PARTS, parts.size());
        return parts;
    }

    private static Checkpoint checkpoint(DecidedHistory history) {
        var hash = new RunningHash();
        parts(history).forEach(hash::add);
        return new Checkpoint(
                Commands.SCOPE,
                2,
                Instant.EPOCH,
                history.image(2).digest(),
                EventCodec.hash(history.events().get(1).value()),
                2,
                new Checkpoint.Parts(PARTS, hash.hash(), 0, PARTS - 1),
                "");
    }

    /** The checkpoint, its parts, then the rest. */
    private static List<LoggedRecord> with(DecidedHistory history, Checkpoint checkpoint) {
        var records = new ArrayList<LoggedRecord>();
        records.add(new LoggedRecord(
                LoggedHistory.TOPICS.checkpoints(),
                0,
                7,
                Instant.EPOCH,
                Keys.checkpoint(checkpoint.scope(), checkpoint.revision()),
                CheckpointCodec.encode(checkpoint)));
        for (byte[] part : parts(history)) {
            int number = records.size() - 1;
            records.add(new LoggedRecord(
                    LoggedHistory.TOPICS.checkpointParts(),
                    0,
                    number,
                    Instant.EPOCH,
                    Keys.checkpointPart(checkpoint.scope(), checkpoint.revision(), number),
                    part));
        }
        records.addAll(LoggedHistory.of(history));
        return records;
    }

    private static boolean isAccepted(LoggedRecord record) {
        return EventCodec.decode(record.key(), record.value()).outcome() instanceof Outcome.Accepted;
    }

    private static LoggedRecord flipped(LoggedRecord record, int seed) {
        byte[] value = Objects.requireNonNull(record.value()).clone();
        value[Math.floorMod(seed * 31, value.length)] ^= 1;
        return new LoggedRecord(record.topic(), record.partition(), record.offset(), record.at(), record.key(), value);
    }
}
