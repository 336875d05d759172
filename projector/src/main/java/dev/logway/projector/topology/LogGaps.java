package dev.logway.projector.topology;

import org.apache.kafka.common.TopicPartition;

/** Looks into the log, beside the consumer that reads it. */
@FunctionalInterface
public interface LogGaps {
    /**
     * Whether committed records stand in {@code partition} at the offsets {@code from} to {@code to}, without the last;
     * also if that cannot be found out. Blocks.
     */
    boolean holdRecords(TopicPartition partition, long from, long to);
}
