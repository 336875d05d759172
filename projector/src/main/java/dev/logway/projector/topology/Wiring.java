package dev.logway.projector.topology;

import dev.logway.projector.fleet.FleetSettings;
import dev.logway.projector.metrics.ProjectorMetrics;
import dev.logway.projector.scope.MemoryLimits;
import dev.logway.wire.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the topology is built from.
 *
 * @param partitions of the topics that are keyed by scope
 * @param changelogs configuration of the stores' changelog topics
 * @param checkpoints keeps images
 * @param fetched what is at hand
 * @param localMillis a clock that only counts up, from anywhere
 * @param clock the time of day, by which changes that wait are made
 * @param gaps what the log holds that a store does not
 */
public record Wiring(
        Topics topics,
        int partitions,
        MemoryLimits memory,
        FleetSettings fleet,
        Map<String, String> changelogs,
        ConfigTopics configTopics,
        CheckpointSink checkpoints,
        ProjectorMetrics metrics,
        Fetched fetched,
        LongSupplier localMillis,
        InstantSource clock,
        LogGaps gaps) {
    /** Copies {@code changelogs}. */
    public Wiring {
        changelogs = Map.copyOf(changelogs);
    }
}
