package dev.logway.projector.state;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A store on the heap. */
public final class HeapByteStore implements ByteStore {
    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        entries.remove(key);
    }

    @Override
    public void visit(byte[] prefix, BiConsumer<byte[], byte[]> visitor) {
        for (Map.Entry<byte[], byte[]> entry :
                List.copyOf(entries.tailMap(prefix).entrySet())) {
            byte[] key = entry.getKey();
            if (key.length < prefix.length || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
                break;
            }
            visitor.accept(key, entry.getValue());
        }
    }

    /** How many entries have a key that starts with {@code letter}. */
    public int count(char letter) {
        return (int) entries.keySet().stream().filter(key -> key[0] == letter).count();
    }
}
