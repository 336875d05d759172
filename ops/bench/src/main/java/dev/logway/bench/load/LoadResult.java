package dev.logway.bench.load;

import dev.logway.bench.stats.Latency;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a load.
 *
 * @param latency from when a request was due until its answer was complete
 * @param statuses how many answers had which status
 * @param broken requests whose connection closed, or whose answer never came
 * @param elapsed from the first request until the last answer
 */
public record LoadResult(Latency latency, SortedMap<Integer, Long> statuses, long broken, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    /** Copies {@code statuses}. */
    public LoadResult {
        statuses = new TreeMap<>(statuses);
    }

    /** Answers of any status. */
    public long answers() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers of status 2xx. */
    public long successes() {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getKey() / 100 == 2)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whatever was not a 2xx. */
    public long failures() {
        return answers() - successes() + broken;
    }

    public double successesPerSecond() {
        return successes() * NANOS_PER_SECOND / elapsed.toNanos();
    }

    /** What went wrong, such as {@code 3 x 503, 1 broken}; empty if nothing did. */
    public String failuresInWords() {
        String wrong = statuses.entrySet().stream()
                .filter(entry -> entry.getKey() / 100 != 2)
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
        return broken == 0 ? wrong : (wrong.isEmpty() ? "" : wrong + ", ") + broken + " broken";
    }
}
