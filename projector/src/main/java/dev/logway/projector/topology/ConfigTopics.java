package dev.logway.projector.topology;

import dev.logway.domain.Scope;

/** Makes sure that config topics are there, because Kafka Streams neither creates nor waits for the topics it writes to. */
@FunctionalInterface
public interface ConfigTopics {
    /**
     * Returns once the config topic of {@code scope} exists and is right. Cheap when asked again.
     *
     * @throws RuntimeException if it is wrong or the cluster does not answer; the task starts again from its last
     *     commit then
     */
    void ensure(Scope scope);
}
