package dev.logway.projector.state;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A sorted map of bytes, of which one thread is the only user. What is put is there after a restart. */
public interface ByteStore {

    /** The value at {@code key}, or null. */
    byte @Nullable [] get(byte[] key);

    /** Puts {@code value} at {@code key}, whatever stood there before. */
    void put(byte[] key, byte[] value);

    /** Removes {@code key} if it is there. */
    void delete(byte[] key);

    /** Shows the entries whose key starts with {@code prefix}, in the order of their keys as unsigned bytes. */
    void visit(byte[] prefix, BiConsumer<byte[], byte[]> visitor);
}
