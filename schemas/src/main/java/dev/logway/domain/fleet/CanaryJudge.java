package dev.logway.domain.fleet;

import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Canary.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/*
 * A limit is held against the sums over all instances that try the change, which are exact: of the 99th percentile it
 * is asked only whether more than one request of a hundred took longer. Before the time is over, a few bad answers
 * among the first requests say little; then the limit must be exceeded by what MIN_SAMPLE requests would allow, and by
 * MIN_BAD.
 *
 * A change may make requests wait for ever. They are no answers, so no limit sees them; at the end it is asked whether
 * more are open than a tenth of what was answered. Before that, requests that are open may be all there are so far.
 *
 * The time is over once each of the instances has reported after its end: what happened before is known then, and not
 * as of the heartbeat before.
 */
/** The rules by which a change that some instances try is made for all, or taken back. Pure. */
public final class CanaryJudge {
    /** How long the instances may take to serve the change, and to say how it went. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Before the time is over, fewer requests than this are taken as so many. */
    static final int MIN_SAMPLE = 50;

    /** Before the time is over, fewer bad answers than this decide nothing. */
    static final int MIN_BAD = 5;

    /** One request of a hundred. */
    static final int SLOW_PER_MILLION = 10_000;

    /** At the end, so many answers are enough for one request that has none yet. */
    static final int ANSWERS_PER_OPEN = 10;

    /** At the end, if there were answers, fewer open requests than this are of no account. */
    static final int MIN_OPEN = 5;

    private static final int NAMED = 5;

    private CanaryJudge() {}

    /**
     * What is to become of the change now; empty if that is not known yet.
     *
     * @param canary that began
     * @param heard by the id of the instance; of those that try the change and of the others
     * @param isLost whether nothing is heard from an instance any more
     * @param now the broker's time
     */
    public static Optional<CanaryVerdict> judge(
            Canary canary, Map<String, CanarySighting> heard, Predicate<String> isLost, Instant now) {
        Instant beganAt = Objects.requireNonNull(canary.beganAt());
        for (String id : canary.instances()) {
            CanarySighting sighting = heard.get(id);
            if (sighting != null && !sighting.faults().isEmpty()) {
                return takeBack(id + " cannot serve it: " + sighting.faults().getFirst());
            }
            if (sighting != null && isLost.test(id)) {
                return takeBack("nothing is heard any more from " + id + ", which served it");
            }
        }
        var limits = new Limits(canary.trial(), total(canary, heard, true));
        Optional<String> excess = limits.early();
        if (excess.isPresent()) {
            return takeBack(excess.get());
        }
        List<String> missing =
                canary.instances().stream().filter(id -> !heard.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            return now.isBefore(beganAt.plus(PATIENCE))
                    ? Optional.empty()
                    : takeBack(named(missing) + " did not serve it within " + PATIENCE.toSeconds() + " s");
        }
        Instant end = canary.instances().stream()
                .map(id -> Objects.requireNonNull(heard.get(id)).firstHeard())
                .reduce(beganAt, (one, other) -> one.isAfter(other) ? one : other)
                .plus(canary.trial().observe());
        List<String> owing = canary.instances().stream()
                .filter(id -> Objects.requireNonNull(heard.get(id)).lastHeard().isBefore(end))
                .toList();
        if (owing.isEmpty()) {
            return Optional.of(atTheEnd(limits, total(canary, heard, false)));
        }
        return now.isBefore(end.plus(PATIENCE))
                ? Optional.empty()
                : takeBack(named(owing) + " did not say how it went within " + PATIENCE.toSeconds() + " s");
    }

    private static CanaryVerdict atTheEnd(Limits limits, CanaryCounts others) {
        Optional<String> excess = limits.plain();
        if (excess.isPresent()) {
            return new CanaryVerdict.TakeBack("taken back: " + excess.get());
        }
        if (limits.areTooManyOpen()) {
            return new CanaryVerdict.TakeBack("taken back: " + CanaryText.open(limits.counts));
        }
        long requests = limits.counts.requests();
        if (requests < limits.trial.minRequests()) {
            return new CanaryVerdict.TakeBack("taken back: " + CanaryText.requests(requests)
                    + " came that it concerns (at least " + CanaryText.number(limits.trial.minRequests()) + ")");
        }
        return new CanaryVerdict.Promote("promoted: " + CanaryText.figures(limits.trial, limits.counts, others));
    }

    private static Optional<CanaryVerdict> takeBack(String why) {
        return Optional.of(new CanaryVerdict.TakeBack("taken back: " + why));
    }

    /** What the instances that try the change counted, or what the others did. */
    private static CanaryCounts total(Canary canary, Map<String, CanarySighting> heard, boolean tried) {
        return heard.entrySet().stream()
                .filter(entry -> canary.isTriedBy(entry.getKey()) == tried)
                .map(entry -> entry.getValue().counts())
                .reduce(CanaryCounts.NONE, CanaryCounts::plus);
    }

    private static String named(List<String> ids) {
        String names = ids.stream().limit(NAMED).collect(Collectors.joining(", "));
        return ids.size() <= NAMED ? names : names + " and " + (ids.size() - NAMED) + " more";
    }

    /** The limits of a trial, and what they are held against. */
    private record Limits(Trial trial, CanaryCounts counts) {

        /** Which limit is exceeded so far that it need not be waited for the end. */
        Optional<String> early() {
            long sample = Math.max(MIN_SAMPLE, counts.requests());
            return excess(
                    counts.errors() >= MIN_BAD && exceeds(counts.errors(), trial.errorsPerMillion(), sample),
                    counts.slow() >= MIN_BAD && exceeds(counts.slow(), SLOW_PER_MILLION, sample));
        }

        /** Which limit is exceeded. */
        Optional<String> plain() {
            long sample = counts.requests();
            return excess(
                    exceeds(counts.errors(), trial.errorsPerMillion(), sample),
                    exceeds(counts.slow(), SLOW_PER_MILLION, sample));
        }

        /** Whether so many requests have no answer that those that have one say too little. */
        boolean areTooManyOpen() {
            long open = counts.open();
            return open * ANSWERS_PER_OPEN > counts.requests() && (open >= MIN_OPEN || counts.requests() == 0);
        }

        private Optional<String> excess(boolean byErrors, boolean bySlow) {
            if (byErrors) {
                return Optional.of(CanaryText.failed(trial, counts));
            }
            return bySlow && trial.p99Millis() != null ? Optional.of(CanaryText.slow(trial, counts)) : Optional.empty();
        }

        private static boolean exceeds(long bad, @Nullable Integer perMillion, long of) {
            return perMillion != null && bad * Canary.MILLION > perMillion * of;
        }
    }
}
