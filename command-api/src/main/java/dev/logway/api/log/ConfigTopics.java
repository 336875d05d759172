package dev.logway.api.log;

import dev.logway.domain.Scope;
import io.vertx.core.Future;

/** The config topics, one per scope, which must exist before the scope's first command is decided. */
public interface ConfigTopics {
    /**
     * Makes sure that the config topic of {@code scope} exists, and follows it.
     *
     * @return fails with {@link dev.logway.log.LogUnreachableException} or
     *     {@link dev.logway.log.TopicMismatchException}
     */
    Future<Void> ensure(Scope scope);
}
