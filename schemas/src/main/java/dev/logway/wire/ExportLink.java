package dev.logway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/** The chain through an exported file, by which the first record that was altered is found. */
final class ExportLink {
    static final String SCOPE = "logway.scope";
    static final String PREFIX = "logway.topic.prefix";
    static final String SEALED_BEFORE = "logway.sealed.before";
    static final String END = "end";

    /** The link before the first record. */
    static final byte[] FIRST = new byte[32];

    private ExportLink() {}

    /**
     * SHA-256 over: the link before; number, offset and time in milliseconds as 64 bits, partition as 32; the lengths of
     * topic, key and value as 32 bits (-1 for no value), each followed by its bytes. Big-endian.
     */
    static byte[] next(byte[] link, long number, LoggedRecord record) {
        MessageDigest sha256 = Fingerprints.sha256();
        byte[] value = record.value();
        byte[] topic = record.topic().getBytes(UTF_8);
        sha256.update(link);
        sha256.update(ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES)
                .putLong(number)
                .putLong(record.offset())
                .putLong(record.at().toEpochMilli())
                .putInt(record.partition())
                .array());
        add(topic, sha256);
        add(record.key(), sha256);
        if (value == null) {
            sha256.update(length(-1));
        } else {
            add(value, sha256);
        }
        return sha256.digest();
    }

    static SpecificData model() {
        var model = new SpecificData();
        model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        return model;
    }

    private static void add(byte[] bytes, MessageDigest sha256) {
        sha256.update(length(bytes.length));
        sha256.update(bytes);
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }
}
