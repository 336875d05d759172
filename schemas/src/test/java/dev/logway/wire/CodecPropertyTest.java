package dev.logway.wire;

import static dev.logway.testkit.Property.forAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Fingerprint;
import dev.logway.testkit.Commands;
import dev.logway.testkit.Events;
import dev.logway.testkit.Fleet;
import dev.logway.testkit.Pending;
import dev.logway.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecPropertyTest {

    @Test
    void aCommandIsReadBack() {
        forAll(
                Commands::any,
                command -> assertEquals(
                        command, CommandCodec.decode(Keys.of(command.scope()), CommandCodec.encode(command))));
    }

    @Test
    void aCommandAboutAPendingChangeIsReadBack() {
        forAll(
                Pending::anyCommand,
                command -> assertEquals(
                        command, CommandCodec.decode(Keys.of(command.scope()), CommandCodec.encode(command))));
    }

    @Test
    void anEventIsReadBack() {
        forAll(
                Events::any,
                event -> assertEquals(event, EventCodec.decode(Keys.of(event.scope()), EventCodec.encode(event))));
    }

    @Test
    void anEventHoldsTheRecordsOfItsConfigTopicByteForByte() {
        forAll(Events::any, event -> {
            byte[] value = EventCodec.encode(event);
            List<ConfigCodec.Encoded> cut = ConfigOfEvent.of(event, value);
            List<Change> changes =
                    event.outcome() instanceof Outcome.Accepted accepted ? accepted.changes() : List.of();
            assertEquals(changes.size(), cut.size());
            for (int i = 0; i < changes.size(); i++) {
                ConfigCodec.Encoded encoded = ConfigCodec.encode(event.scope(), changes.get(i));
                assertArrayEquals(encoded.key(), cut.get(i).key());
                assertArrayEquals(encoded.value(), cut.get(i).value());
                assertEquals(encoded.change(), cut.get(i).change());
            }
            var written = WrittenRevision.read(Keys.of(event.scope()), value);
            assertEquals(event.outcome() instanceof Outcome.Accepted, written.isPresent());
            written.ifPresent(revision -> {
                assertEquals(event.commandId(), revision.commandId());
                assertEquals(event.at(), revision.at());
            });
        });
    }

    @Test
    void aChangeIsReadBackAsWhatItDoesToAnImage() {
        forAll(Events::anyChange, change -> {
            ConfigCodec.Encoded encoded = ConfigCodec.encode(Commands.SCOPE, change);

            assertEquals(
                    new ConfigItem.Changed(encoded.change()),
                    ConfigCodec.decode(Commands.SCOPE, encoded.key(), encoded.value()));
            assertEquals(
                    change,
                    switch (encoded.change()) {
                        case EntryChange.Put put ->
                            new Change.Defined(
                                    put.entry().resource(), put.entry().meta());
                        case EntryChange.Remove remove -> new Change.Removed(remove.key());
                    });
        });
    }

    @Test
    void anEntryOfASnapshotKeepsItsFingerprintWhateverItsBytesAre() {
        forAll(Events::anyChange, change -> {
            if (ConfigCodec.encode(Commands.SCOPE, change).change() instanceof EntryChange.Put(Entry entry)) {
                var asRead = new Entry(entry.resource(), entry.meta(), new Fingerprint(1, 2, 3, 4));
                byte[] value = SnapshotCodec.encode(Commands.SCOPE, asRead);

                assertEquals(asRead, SnapshotCodec.decodeEntry(Commands.SCOPE, value, asRead.fingerprint()));
            }
        });
    }

    @Test
    void anAccessSampleIsReadBack() {
        forAll(Samples::any, sample -> assertEquals(sample, AccessCodec.decode(AccessCodec.encode(sample))));
    }

    @Test
    void aSealIsReadBack() {
        forAll(
                random -> new Seal(
                        random.nextLong(1L << 40),
                        Events.anyDigest(random),
                        Commands.anyId(random),
                        Events.anyInstant(random)),
                seal -> assertEquals(
                        new ConfigItem.Sealed(seal),
                        ConfigCodec.decode(Commands.SCOPE, Keys.seal(), ConfigCodec.encode(Commands.SCOPE, seal))));
    }

    @Test
    void aHeartbeatIsReadBack() {
        forAll(
                Fleet::anyHeartbeat,
                heartbeat -> assertEquals(
                        heartbeat,
                        FleetCodec.decodeHeartbeat(Keys.of(heartbeat.instance()), FleetCodec.encode(heartbeat))));
    }

    @Test
    void anInstanceIsReadBack() {
        forAll(
                Fleet::anyInstance,
                instance -> assertEquals(
                        instance, FleetCodec.decodeInstance(Keys.of(instance.id()), FleetCodec.encode(instance))));
    }

    @Test
    void aTransitionIsReadBack() {
        forAll(
                Fleet::anyTransition,
                transition -> assertEquals(transition, FleetCodec.decodeTransition(FleetCodec.encode(transition))));
    }

    @Test
    void equalCommandsHaveEqualBytes() {
        forAll(Commands::any, command -> {
            byte[] bytes = CommandCodec.encode(command);
            Command again = CommandCodec.decode(Keys.of(command.scope()), bytes);

            assertArrayEquals(bytes, CommandCodec.encode(command));
            assertArrayEquals(bytes, CommandCodec.encode(again));
        });
    }

    @Test
    void equalEventsHaveEqualBytesAndHashes() {
        forAll(Events::any, event -> {
            byte[] bytes = EventCodec.encode(event);
            byte[] again = EventCodec.encode(EventCodec.decode(Keys.of(event.scope()), bytes));

            assertArrayEquals(bytes, again);
            assertEquals(EventCodec.hash(bytes), EventCodec.hash(again));
        });
    }
}
