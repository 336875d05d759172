package dev.logway.edge.metrics;

import java.util.Locale;

/** How a request's wait for a revision of the configuration ended. */
public enum RevisionWait {
    /** The revision came. */
    SERVED,
    /** It did not come in time. */
    LATE,
    /** It was not begun: too many waited, or the edge was ending. */
    REFUSED,
    /** The edge ended first. */
    ENDED,
    /** Its client went away. */
    GONE;

    /** The word in metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
