package dev.logway.projector.topology;

/** Looks into the commands topic, beside the consumer that reads it. */
@FunctionalInterface
public interface CommandGaps {
    /**
     * Whether committed records stand in {@code partition} at the offsets {@code from} to {@code to}, without the last;
     * also if that cannot be found out. Blocks.
     */
    boolean holdRecords(int partition, long from, long to);
}
