package dev.logway.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.logway.wire.avro.CommandRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding (Avro specification, "Single-object encoding"): each value names its schema by
 * fingerprint. A reader knows today's schema and every ancestor, kept under {@code ancestors/}. Threadsafe.
 */
final class SingleObject<T extends SpecificRecord> {
    static {
        // Avro makes instances of no class that it was not told to trust, and has no narrower place to be told.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getPackage() == CommandRecord.class.getPackage()));
    }

    /** Does nothing but what this class does when it is first used. */
    static void trustOwnClasses() {}

    private static final byte MARKER_1 = (byte) 0xc3;
    private static final byte MARKER_2 = 0x01;
    static final int HEADER_BYTES = 10;

    private final String name;
    private final BinaryMessageEncoder<T> encoder;
    private final Map<Long, DatumReader<T>> readers = new HashMap<>();

    SingleObject(Schema schema) {
        name = schema.getName();
        var model = new SpecificData();
        model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        encoder = new BinaryMessageEncoder<>(model, schema);
        ancestors(name).forEach(ancestor -> addReader(model, ancestor, schema));
        addReader(model, schema, schema);
    }

    private void addReader(SpecificData model, Schema written, Schema today) {
        readers.put(
                SchemaNormalization.parsingFingerprint64(written), new SpecificDatumReader<>(written, today, model));
    }

    /** The bytes of {@code record}; equal records have equal bytes. */
    byte[] encode(T record) {
        try {
            var buffer = encoder.encode(record);
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UndecodableException if {@code bytes} are not a whole value of this schema or an ancestor */
    T decode(byte @Nullable [] bytes) {
        byte[] value = requireHeader(name, bytes);
        DatumReader<T> reader = readers.get(fingerprint(value));
        if (reader == null) {
            throw unknownSchema(name);
        }
        try {
            // Over an array, Avro checks each length against what is left before it makes room.
            var decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
            T record = reader.read(null, decoder);
            if (decoder.isEnd()) {
                return record;
            }
        } catch (IOException | RuntimeException e) {
            throw new UndecodableException(name + ": damaged (" + e.getClass().getSimpleName() + ")", e);
        }
        throw new UndecodableException(name + ": bytes left over");
    }

    /** @throws UndecodableException if {@code bytes}, of which a {@code name} is expected, are no single object */
    static byte[] requireHeader(String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new UndecodableException(name + ": the value is missing");
        }
        if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_1 || bytes[1] != MARKER_2) {
            throw new UndecodableException(name + ": no Avro single-object value");
        }
        return bytes;
    }

    /** Puts the header of values of the schema {@code fingerprint} at the start of {@code bytes}; how long it is. */
    static int putHeader(byte[] bytes, long fingerprint) {
        ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).put(MARKER_1).put(MARKER_2).putLong(fingerprint);
        return HEADER_BYTES;
    }

    static UndecodableException unknownSchema(String name) {
        return new UndecodableException(name + ": written with a schema this version does not know; upgrade");
    }

    /** The fingerprint of the schema with which {@code bytes}, which are a single object, were written. */
    static long fingerprint(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getLong(2);
    }

    /** Every published schema of the record {@code name}, oldest first. */
    static List<Schema> ancestors(String name) {
        var ancestors = new ArrayList<Schema>();
        for (int number = 1; ; number++) {
            try (InputStream file =
                    SingleObject.class.getResourceAsStream("ancestors/" + name + "-" + number + ".avsc")) {
                if (file == null) {
                    return ancestors;
                }
                ancestors.add(new Schema.Parser().parse(file));
            } catch (IOException | AvroRuntimeException e) {
                throw new IllegalStateException("ancestor " + number + " of " + name + " is damaged", e);
            }
        }
    }
}
