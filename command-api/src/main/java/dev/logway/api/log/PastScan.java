package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.ScopeImage;
import dev.logway.replay.Moment;
import dev.logway.replay.Replay;
import dev.logway.replay.ReplayException;
import dev.logway.wire.EventCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Folds a scope's events, as they come, up to a moment, along their chain. Pure: reading is somebody else's part. */
final class PastScan {
    private final Moment moment;
    private final Replay replay;
    private Instant at;
    private @Nullable Hash last;

    /** A scan that goes on from {@code base}, which is not after {@code moment}. */
    PastScan(Known base, Moment moment) {
        this.moment = moment;
        this.replay = new Replay(base.image());
        this.at = base.at();
        this.last = base.event();
    }

    /**
     * An image, and when its revision was decided.
     *
     * @param at the beginning of time for the empty image
     * @param event the hash of the event that made it; null if that is not known
     */
    record Known(ScopeImage image, Instant at, @Nullable Hash event) {

        /** The image before anything happened. */
        static Known nothing(Scope scope) {
            return new Known(ScopeImage.empty(scope), Instant.MIN, Hash.NONE);
        }
    }

    /** Takes the scope's next event, and answers whether the one after it can matter. */
    boolean accept(Event event, byte[] value) {
        if (!(event.outcome() instanceof Outcome.Accepted accepted) || accepted.revision() <= replay.revision()) {
            return true;
        }
        if (!moment.includes(accepted.revision(), event.at())) {
            return false;
        }
        if (last != null && !accepted.previous().equals(last)) {
            throw new ReplayException(event.scope() + ": the event that makes revision " + accepted.revision()
                    + " follows one with the hash " + accepted.previous() + " (expected: " + last + ")");
        }
        replay.accept(event, accepted, value);
        at = event.at();
        last = EventCodec.hash(value);
        return !moment.isRevision(accepted.revision());
    }

    /** The revision that was reached. */
    long revision() {
        return replay.revision();
    }

    /** The image of what was taken; the scan can go on. */
    Known known() {
        return new Known(replay.image(), at, last);
    }

    /** Whether the moment was reached, now that no more events come. */
    boolean isReached() {
        return replay.revision() > 0
                && switch (moment) {
                    case Moment.Revision(long revision) -> replay.revision() == revision;
                    case Moment.Time _ -> true;
                };
    }
}
