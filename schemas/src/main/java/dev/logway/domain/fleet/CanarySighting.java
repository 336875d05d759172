package dev.logway.domain.fleet;

import java.time.Instant;
import java.util.List;

/**
 * What was heard from one instance about a change that is tried in its group.
 *
 * @param firstHeard when the broker took its first report of it
 * @param lastHeard when it took the last
 * @param before what it counted before its process started anew
 * @param last what it reported last
 * @param faults what kept it from serving the change then
 */
public record CanarySighting(
        Instant firstHeard, Instant lastHeard, CanaryCounts before, CanaryCounts last, List<String> faults) {
    /** Copies {@code faults}. */
    public CanarySighting {
        faults = List.copyOf(faults);
    }

    /** The first that is heard. */
    public static CanarySighting first(CanaryReport report, Instant at) {
        return new CanarySighting(at, at, CanaryCounts.NONE, report.counts(), report.faults());
    }

    /** This and a report after it, {@code at} that time. Counts that go back are those of a new process. */
    public CanarySighting then(CanaryReport report, Instant at) {
        boolean isAnew = report.counts().requests() < last.requests();
        return new CanarySighting(
                firstHeard, at, isAnew ? counts().closed() : before, report.counts(), report.faults());
    }

    /** All it counted. */
    public CanaryCounts counts() {
        return before.plus(last);
    }
}
