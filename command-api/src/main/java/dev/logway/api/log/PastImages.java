package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.replay.Moment;
import io.vertx.core.Future;

/** The images of moments that are over. */
@FunctionalInterface
public interface PastImages {
    /**
     * The image of {@code scope} at {@code moment}.
     *
     * @return fails with {@link UnknownMomentException} if the scope's history does not hold it, with
     *     {@link HistoryUnavailableException}, or with {@link dev.logway.replay.ReplayException}
     */
    Future<ScopeImage> at(Scope scope, Moment moment);
}
