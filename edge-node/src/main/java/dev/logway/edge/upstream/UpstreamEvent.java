package dev.logway.edge.upstream;

import java.util.Locale;

/** What is counted of upstreams. */
public enum UpstreamEvent {
    /** A request was let in. */
    REQUESTS,
    /** A request was sent to another node. */
    RETRIES,
    /** A request failed because the budget of retries was spent. */
    RETRIES_OVER_BUDGET,
    /** A node was chosen while none was available. */
    PANICS,
    /** Outlier detection left a node out. */
    EJECTIONS,
    /** A request was answered 503 because the breaker was open. */
    REFUSED_BY_CIRCUIT_BREAKER,
    /** A request was answered 503 because too many were under way. */
    REFUSED_OVER_LIMIT;

    /** The name in documents and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
