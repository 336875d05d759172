package dev.logway.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table decides on a request.
 *
 * @param considered the routes whose path takes the request, in the order in which they are tried
 * @param omitted how many more there are
 * @param <R> what the data plane keeps per route
 */
public record Explanation<R>(List<Considered<R>> considered, int omitted) {

    /** What becomes of a candidate. */
    public enum Verdict {
        /** It takes the request. */
        TAKEN,
        /** It does not take the request. */
        PASSED_OVER,
        /** One before it takes the request. */
        NOT_REACHED
    }

    /**
     * A candidate and what became of it.
     *
     * @param reason why it was passed over, else null
     */
    public record Considered<R>(
            Candidate<R> candidate,
            Verdict verdict,
            @Nullable String reason) {}

    public Explanation {
        considered = List.copyOf(considered);
    }

    /** The candidate that takes the request, or null. */
    public @Nullable Candidate<R> winner() {
        for (Considered<R> each : considered) {
            if (each.verdict == Verdict.TAKEN) {
                return each.candidate;
            }
        }
        return null;
    }
}
