package dev.logway.projector.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * RocksDB for two dozen small stores: one {@link RocksMemory} for all of them, where each would otherwise take up to
 * 50 MiB of cache and 48 MiB of write buffers of its own. Kafka Streams makes it by reflection.
 */
public final class SmallStores implements RocksDBConfigSetter {
    /** The setting of Kafka Streams that holds the {@link RocksMemory}. */
    public static final String MEMORY = "logway.rocksdb.memory";

    private static final long WRITE_BUFFER_BYTES = 2L * 1024 * 1024;
    private static final long BLOCK_BYTES = 8L * 1024;
    private static final int KEPT_LOGS = 1;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (configs.get(MEMORY) instanceof RocksMemory memory
                && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(memory.cache())
                    .setCacheIndexAndFilterBlocks(true)
                    .setPinTopLevelIndexAndFilter(true)
                    .setBlockSize(BLOCK_BYTES);
            options.setTableFormatConfig(table);
            options.setWriteBufferManager(memory.writeBuffers());
        }
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setStatsDumpPeriodSec(0);
        options.setKeepLogFileNum(KEPT_LOGS);
    }

    @Override
    public void close(String storeName, Options options) {
        // The memory is shared; its owner closes it.
    }
}
