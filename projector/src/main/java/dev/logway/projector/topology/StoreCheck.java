package dev.logway.projector.topology;

import dev.logway.projector.state.Gap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The offsets at which reading goes on are of a group that cannot have been joined through a broker that was replaced
 * as leader; but the store may have been read from one (ADR 24). A task that is called corrupted instead of migrated
 * would go on behind the record at hand.
 */
/** Looks, at the first record of a task, whether its store is where the committed offsets say it is. One thread. */
final class StoreCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);

    private final Wiring wiring;
    private boolean passed;

    StoreCheck(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What was restored. */
    @FunctionalInterface
    interface Restored {
        /** Whether the record at {@code offset} is the next one for it. */
        boolean goesOnAt(long offset, Gap gap);
    }

    /**
     * Does nothing once it was passed.
     *
     * @param offset of the record at hand in {@code partition}
     * @throws TaskMigratedException if the store lacks its end; Streams then begins again with both
     */
    void require(TopicPartition partition, long offset, Restored restored) {
        if (passed) {
            return;
        }
        if (!restored.goesOnAt(offset, (from, to) -> wiring.gaps().holdRecords(partition, from, to))) {
            wiring.metrics().staleStore();
            LOG.error("what was restored for {} lacks its end before {}; it is restored again", partition, offset);
            throw new TaskMigratedException("what was restored for " + partition + " lacks its end");
        }
        passed = true;
    }
}
