package dev.logway.edge.overload;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * The heap as the JVM reports it: per pool what the last collection of that pool left. What was allocated since then is
 * not counted, because most of it is garbage.
 */
public final class JvmHeap implements Heap {
    private static final int HUNDRED = 100;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
            .toList();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    @Override
    public int percentAfterCollection() {
        long used = pools.stream()
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
        return (int) (used * HUNDRED / Runtime.getRuntime().maxMemory());
    }

    @Override
    public long collections() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @Override
    public void collect() {
        System.gc();
    }
}
