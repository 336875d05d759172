package dev.logway.projector.topology;

import dev.logway.projector.state.ByteStore;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store of Kafka Streams as the pure parts see it. */
final class StreamsByteStore implements ByteStore {
    private final KeyValueStore<Bytes, byte[]> store;

    StreamsByteStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    @Override
    public void visit(byte[] prefix, BiConsumer<byte[], byte[]> visitor) {
        try (var serializer = new ByteArraySerializer();
                var entries = store.prefixScan(prefix, serializer)) {
            entries.forEachRemaining(entry -> visitor.accept(entry.key.get(), entry.value));
        }
    }
}
