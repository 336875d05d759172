package dev.logway.projector.topology;

import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of one process share: a cache of blocks, and write buffers that count
 * against it. The images of the scopes live on the heap; what is read here are single entries of the memory of
 * commands.
 */
public final class RocksMemory implements AutoCloseable {
    static final long CACHE_BYTES = 16L * 1024 * 1024;
    static final long WRITE_BUFFERS_BYTES = 8L * 1024 * 1024;

    private final LRUCache cache;
    private final WriteBufferManager writeBuffers;

    private RocksMemory(LRUCache cache, WriteBufferManager writeBuffers) {
        this.cache = cache;
        this.writeBuffers = writeBuffers;
    }

    public static RocksMemory allocate() {
        RocksDB.loadLibrary();
        var cache = new LRUCache(CACHE_BYTES);
        return new RocksMemory(cache, new WriteBufferManager(WRITE_BUFFERS_BYTES, cache));
    }

    LRUCache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** To be called once every store is closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
