package dev.logway.wire;

import dev.logway.wire.avro.ConfigRecord;
import dev.logway.wire.avro.DefinedRecord;
import dev.logway.wire.avro.EventRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/*
 * An image's digest is over the bytes in the config topic, and those were written with the schema of their day. An
 * event of that day holds the same resource in the same bytes; only what stands around it differs. So a config record
 * is made again from the event's own bytes, behind the header of the schema of config records in which a resource looks
 * as it does in the event's.
 */
/**
 * The schemas of one day.
 *
 * @param event with which an event was written
 * @param config fingerprint of the one that its config records were written with
 * @param definedBranch which branch of a config record's content a resource is
 */
record EventSchemas(Schema event, long config, int definedBranch) {
    private static final String DEFINED = DefinedRecord.getClassSchema().getName();
    private static final Map<Long, EventSchemas> KNOWN = new ConcurrentHashMap<>();

    /** @throws UndecodableException if no event was ever written with the schema of this fingerprint */
    static EventSchemas of(long fingerprint) {
        return KNOWN.computeIfAbsent(fingerprint, EventSchemas::find);
    }

    private static EventSchemas find(long fingerprint) {
        Schema event = all(EventRecord.getClassSchema())
                .filter(schema -> SchemaNormalization.parsingFingerprint64(schema) == fingerprint)
                .findFirst()
                .orElseThrow(() -> SingleObject.unknownSchema("EventRecord"));
        long resource = SchemaNormalization.parsingFingerprint64(defined(event));
        Schema config = all(ConfigRecord.getClassSchema())
                .filter(schema -> SchemaNormalization.parsingFingerprint64(defined(schema)) == resource)
                .findFirst()
                .orElseThrow(() -> new UndecodableException("ConfigRecord: no schema of the event's day"));
        int branch = content(config).indexOf(defined(config));
        return new EventSchemas(event, SchemaNormalization.parsingFingerprint64(config), branch);
    }

    private static Stream<Schema> all(Schema today) {
        return Stream.concat(Stream.of(today), SingleObject.ancestors(today.getName()).stream());
    }

    /** The schema of resources within an event's or config record's. */
    private static Schema defined(Schema record) {
        return branch(record.getField("content") == null ? changes(record) : content(record), DEFINED);
    }

    private static List<Schema> changes(Schema event) {
        return branch(event.getField("outcome").schema().getTypes(), "AcceptedRecord")
                .getField("changes")
                .schema()
                .getElementType()
                .getTypes();
    }

    private static List<Schema> content(Schema config) {
        return config.getField("content").schema().getTypes();
    }

    private static Schema branch(List<Schema> union, String name) {
        return union.stream()
                .filter(type -> type.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new UndecodableException("no " + name + " in the schema"));
    }
}
