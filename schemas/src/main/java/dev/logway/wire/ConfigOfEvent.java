package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.resource.Resource;
import dev.logway.wire.avro.DefinedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;

/*
 * An image's digest is over the bytes in the config topic, and those were written with the schema of their day. An
 * event of that day holds the same resource in the same bytes; only what stands around it differs. So the record is
 * made again with that day's schema of config records: the one in which a resource looks as it does in the event's.
 */
/** The records that an accepted event brought to its scope's config topic, byte for byte, whenever it was written. */
public final class ConfigOfEvent {
    private static final String DEFINED = DefinedRecord.getClassSchema().getName();
    private static final Map<Long, Generation> GENERATIONS = new ConcurrentHashMap<>();

    private ConfigOfEvent() {}

    /** The schemas of one day. */
    private record Generation(Schema event, Schema config, BinaryMessageEncoder<GenericRecord> encoder) {}

    /**
     * The records of {@code event}'s changes, in their order.
     *
     * @param value the event's, as in the log
     */
    public static List<ConfigCodec.Encoded> of(Event event, byte[] value) {
        if (!(event.outcome() instanceof Outcome.Accepted accepted)) {
            return List.of();
        }
        if (EventCodec.isOfToday(value)) {
            return accepted.changes().stream()
                    .map(change -> ConfigCodec.encode(event.scope(), change))
                    .toList();
        }
        return asWritten(event.scope(), accepted.changes(), value);
    }

    private static List<ConfigCodec.Encoded> asWritten(Scope scope, List<Change> changes, byte[] value) {
        Generation generation = GENERATIONS.computeIfAbsent(SingleObject.fingerprint(value), ConfigOfEvent::generation);
        var written = (List<?>) ((GenericRecord) read(generation.event, value).get("outcome")).get("changes");
        var records = new ArrayList<ConfigCodec.Encoded>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            records.add(
                    switch (change) {
                        case Change.Removed _ -> ConfigCodec.encode(scope, change);
                        case Change.Defined(Resource resource, var meta) -> {
                            byte[] key = Keys.of(resource.key());
                            byte[] bytes = encode(generation, scope, (GenericRecord) written.get(i));
                            var entry = new Entry(resource, meta, Fingerprints.of(key, bytes));
                            yield new ConfigCodec.Encoded(key, bytes, new EntryChange.Put(entry));
                        }
                    });
        }
        return records;
    }

    private static Generation generation(long fingerprint) {
        Schema event = SingleObject.ancestors("EventRecord").stream()
                .filter(schema -> SchemaNormalization.parsingFingerprint64(schema) == fingerprint)
                .findFirst()
                .orElseThrow(() -> new UndecodableException("EventRecord: written with an unknown schema"));
        long resource = SchemaNormalization.parsingFingerprint64(defined(event));
        Schema config = SingleObject.ancestors("ConfigRecord").stream()
                .filter(schema -> SchemaNormalization.parsingFingerprint64(defined(schema)) == resource)
                .findFirst()
                .orElseThrow(() -> new UndecodableException("ConfigRecord: no schema of the event's day"));
        return new Generation(event, config, new BinaryMessageEncoder<>(new GenericData(), config));
    }

    private static GenericRecord read(Schema schema, byte[] value) {
        var decoder = DecoderFactory.get()
                .binaryDecoder(value, SingleObject.HEADER_BYTES, value.length - SingleObject.HEADER_BYTES, null);
        try {
            return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new UndecodableException(
                    "EventRecord: damaged (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static byte[] encode(Generation generation, Scope scope, GenericRecord defined) {
        var record = new GenericData.Record(generation.config);
        record.put("scope", scope.path());
        record.put("content", defined);
        try {
            ByteBuffer buffer = generation.encoder.encode(record);
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of resources within an event's or config record's. */
    private static Schema defined(Schema record) {
        Schema changes = record.getField("outcome") == null
                ? record.getField("content").schema()
                : branch(record.getField("outcome").schema(), "AcceptedRecord")
                        .getField("changes")
                        .schema()
                        .getElementType();
        return branch(changes, DEFINED);
    }

    private static Schema branch(Schema union, String name) {
        return union.getTypes().stream()
                .filter(type -> type.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new UndecodableException("no " + name + " in the schema"));
    }
}
