package dev.logway.wire;

import dev.logway.wire.avro.CommandRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
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

    private final String name;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    SingleObject(Schema schema) {
        name = schema.getName();
        var model = new SpecificData();
        model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        encoder = new BinaryMessageEncoder<>(model, schema);
        var store = new SchemaStore.Cache();
        store.addSchema(schema);
        ancestors(name).forEach(store::addSchema);
        decoder = new BinaryMessageDecoder<>(model, schema, store);
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
        if (bytes == null) {
            throw new UndecodableException(name + ": the value is missing");
        }
        try {
            var input = new ByteArrayInputStream(bytes);
            T record = decoder.decode(input, null);
            if (input.available() > 0) {
                throw new UndecodableException(name + ": " + input.available() + " bytes left over");
            }
            return record;
        } catch (MissingSchemaException e) {
            throw new UndecodableException(name + ": written with a schema this version does not know; upgrade", e);
        } catch (BadHeaderException e) {
            throw new UndecodableException(name + ": no Avro single-object value", e);
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new UndecodableException(name + ": damaged (" + e.getClass().getSimpleName() + ")", e);
        }
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
