package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.replay.Moment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A moment that is not in a scope's history: before its first revision, or still to come. */
public final class UnknownMomentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Moment moment;
    private final transient @Nullable Extent extent;

    /** @param extent of the scope's history; null if it has none */
    public UnknownMomentException(Scope scope, Moment moment, @Nullable Extent extent) {
        super(
                scope + " has no " + moment
                        + (extent == null
                                ? "; nothing was accepted in it yet"
                                : "; its history goes from revision " + extent.firstRevision() + ", "
                                        + extent.firstAt() + ", to " + extent.lastRevision() + ", "
                                        + extent.lastAt()),
                null,
                false,
                false);
        this.moment = moment;
        this.extent = extent;
    }

    /** Whether it is before the scope's first revision. */
    public boolean isBefore() {
        return extent == null || (moment instanceof Moment.Time(Instant at) && at.isBefore(extent.firstAt()));
    }

    public @Nullable Extent extent() {
        return extent;
    }
}
