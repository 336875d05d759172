package dev.logway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.avro.AccessSampleRecord;
import dev.logway.wire.avro.CheckpointPartRecord;
import dev.logway.wire.avro.CheckpointRecord;
import dev.logway.wire.avro.CommandRecord;
import dev.logway.wire.avro.ConfigRecord;
import dev.logway.wire.avro.EventRecord;
import dev.logway.wire.avro.HeartbeatRecord;
import dev.logway.wire.avro.InstanceRecord;
import dev.logway.wire.avro.InstanceTransitionRecord;
import dev.logway.wire.avro.SnapshotRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever was written once can be read for ever. With {@code -Dlogway.schemas.write=true} it first adds what a
 * changed schema needs: see {@code ancestors/README.md}.
 */
class SchemaTest {
    private static final boolean WRITING = Boolean.getBoolean("logway.schemas.write");
    private static final Path ANCESTORS = Path.of("src/main/resources/dev/logway/wire/ancestors");
    private static final Path GOLDEN = Path.of("src/test/resources/dev/logway/wire/golden");

    /** The schemas that values in the log and in snapshots name. */
    private static final List<Schema> ROOTS = List.of(
            CommandRecord.getClassSchema(),
            EventRecord.getClassSchema(),
            ConfigRecord.getClassSchema(),
            HeartbeatRecord.getClassSchema(),
            InstanceRecord.getClassSchema(),
            InstanceTransitionRecord.getClassSchema(),
            SnapshotRecord.getClassSchema(),
            CheckpointRecord.getClassSchema(),
            CheckpointPartRecord.getClassSchema(),
            AccessSampleRecord.getClassSchema());

    /**
     * A value of one of the schemas, and how it is written and read.
     *
     * @param since the first number of the schema that can carry it
     */
    private record Sample(
            String schema, String name, int since, Object value, byte[] encoded, Function<byte[], Object> decode) {
        Sample(String schema, String name, Object value, byte[] encoded, Function<byte[], Object> decode) {
            this(schema, name, 1, value, encoded, decode);
        }
    }

    /** A command of a kind, or with fields, that came with the second schema. */
    private static Sample command(String name, Command command) {
        return new Sample(
                "CommandRecord",
                name,
                2,
                command,
                CommandCodec.encode(command),
                bytes -> CommandCodec.decode(Keys.of(Golden.SCOPE), bytes));
    }

    /** A resource in a config topic; its fingerprint is that of its bytes, and so not the same in two schemas. */
    private static Sample defined(String name, int since, Change.Defined change) {
        return new Sample(
                "ConfigRecord",
                name,
                since,
                change,
                Objects.requireNonNull(ConfigCodec.encode(Golden.SCOPE, change).value()),
                bytes -> switch (ConfigCodec.decode(Golden.SCOPE, Keys.of(change.key()), bytes)) {
                    case ConfigItem.Changed(EntryChange.Put(Entry entry)) ->
                        new Change.Defined(entry.resource(), entry.meta());
                    case ConfigItem other -> other;
                });
    }

    private static final List<Sample> SAMPLES = List.of(
            new Sample(
                    "CommandRecord",
                    "command",
                    Golden.COMMAND,
                    CommandCodec.encode(Golden.COMMAND),
                    bytes -> CommandCodec.decode(Keys.of(Golden.SCOPE), bytes)),
            new Sample(
                    "EventRecord",
                    "accepted",
                    Golden.ACCEPTED,
                    EventCodec.encode(Golden.ACCEPTED),
                    bytes -> EventCodec.decode(Keys.of(Golden.SCOPE), bytes)),
            new Sample(
                    "EventRecord",
                    "repeated",
                    Golden.REPEATED,
                    EventCodec.encode(Golden.REPEATED),
                    bytes -> EventCodec.decode(Keys.of(Golden.SCOPE), bytes)),
            defined("resource", 1, Golden.DEFINED),
            defined("upstream", 2, Golden.DEFINED_UPSTREAM),
            defined("discovered-upstream", 2, Golden.DEFINED_DISCOVERED),
            defined("certificate", 2, Golden.CERTIFICATE),
            defined("group", 2, Golden.GROUP),
            defined("pending-change", 2, Golden.PENDING_CHANGE),
            defined("canary", 2, Golden.TRIED),
            command("scheduled", Golden.SCHEDULED),
            command("fire", Golden.FIRE),
            command("try", Golden.TRY),
            command("promote", Golden.PROMOTE),
            new Sample(
                    "ConfigRecord",
                    "seal",
                    new ConfigItem.Sealed(Golden.SEAL),
                    ConfigCodec.encode(Golden.SCOPE, Golden.SEAL),
                    bytes -> ConfigCodec.decode(Golden.SCOPE, Keys.seal(), bytes)),
            new Sample(
                    "HeartbeatRecord",
                    "heartbeat",
                    Golden.HEARTBEAT,
                    FleetCodec.encode(Golden.HEARTBEAT),
                    bytes -> FleetCodec.decodeHeartbeat(Keys.of(Golden.HEARTBEAT.instance()), bytes)),
            new Sample(
                    "HeartbeatRecord",
                    "heartbeat-with-warnings",
                    2,
                    Golden.HEARTBEAT_WITH_WARNINGS,
                    FleetCodec.encode(Golden.HEARTBEAT_WITH_WARNINGS),
                    bytes -> FleetCodec.decodeHeartbeat(Keys.of(Golden.HEARTBEAT.instance()), bytes)),
            new Sample(
                    "HeartbeatRecord",
                    "heartbeat-with-canary",
                    2,
                    Golden.HEARTBEAT_WITH_CANARY,
                    FleetCodec.encode(Golden.HEARTBEAT_WITH_CANARY),
                    bytes -> FleetCodec.decodeHeartbeat(Keys.of(Golden.HEARTBEAT.instance()), bytes)),
            new Sample(
                    "InstanceRecord",
                    "instance",
                    Golden.INSTANCE,
                    FleetCodec.encode(Golden.INSTANCE),
                    bytes -> FleetCodec.decodeInstance(Keys.of(Golden.HEARTBEAT.instance()), bytes)),
            new Sample(
                    "InstanceTransitionRecord",
                    "transition",
                    Golden.TRANSITION,
                    FleetCodec.encode(Golden.TRANSITION),
                    FleetCodec::decodeTransition),
            new Sample(
                    "SnapshotRecord",
                    "snapshot",
                    Golden.SNAPSHOT,
                    SnapshotCodec.encode(Golden.SNAPSHOT),
                    SnapshotCodec::decodeHead),
            new Sample(
                    "CheckpointRecord",
                    "checkpoint",
                    Golden.CHECKPOINT,
                    CheckpointCodec.encode(Golden.CHECKPOINT),
                    CheckpointCodec::decode),
            new Sample(
                    "CheckpointPartRecord",
                    "checkpoint-part",
                    // Empty, because the resources in a part are values of another schema.
                    new CheckpointCodec.Part(Golden.SCOPE, 0, 0, List.of()),
                    CheckpointCodec.encodeParts(ScopeImage.empty(Golden.SCOPE), 1)
                            .getFirst(),
                    CheckpointCodec::decodePart),
            new Sample(
                    "AccessSampleRecord",
                    "access-sample",
                    Golden.ACCESS_SAMPLE,
                    AccessCodec.encode(Golden.ACCESS_SAMPLE),
                    AccessCodec::decode));

    @BeforeAll
    static void writeWhatIsNew() throws IOException {
        if (WRITING) {
            for (Schema root : ROOTS) {
                if (!isKept(root)) {
                    int number = ancestors(root).size() + 1;
                    Files.writeString(
                            ANCESTORS.resolve(root.getName() + "-" + number + ".avsc"),
                            SchemaFormatter.format("json/pretty", root) + "\n");
                }
            }
            for (Sample sample : SAMPLES) {
                Path file = golden(sample, newest(sample));
                if (!Files.exists(file)) {
                    Files.writeString(file, HexFormat.of().formatHex(sample.encoded()) + "\n");
                }
            }
        }
    }

    @Test
    void todaysSchemasAreKept() throws IOException {
        for (Schema root : ROOTS) {
            assertTrue(isKept(root), root.getName() + " has changed; see schemas/" + ANCESTORS.resolve("README.md"));
        }
    }

    @Test
    void everyAncestorCanBeRead() throws IOException {
        for (Schema root : ROOTS) {
            for (Schema ancestor : ancestors(root)) {
                var result = SchemaCompatibility.checkReaderWriterCompatibility(root, ancestor);
                assertEquals(COMPATIBLE, result.getType(), root.getName() + ": " + result.getResult());
            }
        }
    }

    @Test
    void everyAncestorIsFoundByTheReaders() throws IOException {
        assumeFalse(WRITING, "what was just written is not on the class path yet");
        for (Schema root : ROOTS) {
            assertEquals(ancestors(root), SingleObject.ancestors(root.getName()));
        }
    }

    @Test
    void noTwoAncestorsAreAlike() throws IOException {
        for (Schema root : ROOTS) {
            var fingerprints = new HashSet<Long>();
            for (Schema ancestor : ancestors(root)) {
                assertTrue(fingerprints.add(SchemaNormalization.parsingFingerprint64(ancestor)), root.getName());
            }
        }
    }

    @Test
    void goldenBytesAreReadAsTheyWereMeant() throws IOException {
        for (Sample sample : SAMPLES) {
            for (int number = sample.since(); number <= newest(sample); number++) {
                byte[] bytes = HexFormat.of()
                        .parseHex(
                                Files.readString(golden(sample, number), UTF_8).strip());
                assertEquals(
                        sample.value(),
                        sample.decode().apply(bytes),
                        golden(sample, number).toString());
            }
        }
    }

    @Test
    void theNewestGoldenBytesAreWhatIsWrittenToday() throws IOException {
        for (Sample sample : SAMPLES) {
            assertEquals(
                    Files.readString(golden(sample, newest(sample)), UTF_8).strip(),
                    HexFormat.of().formatHex(sample.encoded()),
                    sample.name());
        }
    }

    @Test
    void everySchemaAndFieldHasADoc() {
        for (Schema root : ROOTS) {
            assertEquals(List.of(), undocumented(root));
        }
    }

    @Test
    void aMissingDocIsFound() {
        var schema = new Schema.Parser().parse("""
                {"type": "record", "name": "A", "doc": "An A.", "fields": [
                  {"name": "good", "doc": "Documented.", "type": "int"},
                  {"name": "bad", "type": {"type": "array", "items": {"type": "enum", "name": "E", "symbols": ["X"]}}}
                ]}""");

        assertEquals(List.of("A.bad", "E"), undocumented(schema));
    }

    @Test
    void aFieldWithoutDefaultCannotBeAdded() {
        Schema before = new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"A\", \"fields\": [{\"name\": \"a\", \"type\": \"int\"}]}");
        Schema after = new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"A\", \"fields\": [{\"name\": \"b\", \"type\": \"int\"}]}");

        assertNotEquals(
                COMPATIBLE,
                SchemaCompatibility.checkReaderWriterCompatibility(after, before)
                        .getType());
    }

    private static boolean isKept(Schema root) throws IOException {
        long today = SchemaNormalization.parsingFingerprint64(root);
        return ancestors(root).stream().anyMatch(kept -> SchemaNormalization.parsingFingerprint64(kept) == today);
    }

    private static List<Schema> ancestors(Schema root) throws IOException {
        var ancestors = new ArrayList<Schema>();
        for (int number = 1; ; number++) {
            Path file = ANCESTORS.resolve(root.getName() + "-" + number + ".avsc");
            if (!Files.exists(file)) {
                return ancestors;
            }
            ancestors.add(new Schema.Parser().parse(Files.readString(file, UTF_8)));
        }
    }

    private static int newest(Sample sample) throws IOException {
        for (Schema root : ROOTS) {
            if (root.getName().equals(sample.schema())) {
                return ancestors(root).size();
            }
        }
        throw new AssertionError("no root schema " + sample.schema());
    }

    private static Path golden(Sample sample, int number) {
        return GOLDEN.resolve(sample.name() + "-" + number + ".hex");
    }

    private static List<String> undocumented(Schema schema) {
        var missing = new ArrayList<String>();
        undocumented(schema, missing, new HashSet<>());
        return missing;
    }

    private static void undocumented(Schema schema, List<String> missing, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    requireDoc(schema.getDoc(), schema.getName(), missing);
                    for (Schema.Field field : schema.getFields()) {
                        requireDoc(field.doc(), schema.getName() + "." + field.name(), missing);
                        undocumented(field.schema(), missing, seen);
                    }
                }
            }
            case ENUM -> requireDoc(schema.getDoc(), schema.getName(), missing);
            case ARRAY -> undocumented(schema.getElementType(), missing, seen);
            case UNION -> schema.getTypes().forEach(branch -> undocumented(branch, missing, seen));
            default -> {}
        }
    }

    private static void requireDoc(@Nullable String doc, String name, List<String> missing) {
        if (doc == null || doc.isBlank()) {
            missing.add(name);
        }
    }
}
