package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a change is tried by some instances of its group before it is made for all.
 *
 * @param instances ids of those that try it, sorted; 1 to {@value #MAX_INSTANCES}
 * @param percent of the healthy instances that was asked for, 1 to 100; null if the instances were named
 * @param trial what is looked at, and for how long
 * @param beganAt when it began, by the broker's clock; null if it waits
 */
public record Canary(
        List<String> instances,
        @Nullable Integer percent,
        Trial trial,
        @Nullable Instant beganAt) {
    public static final int MAX_INSTANCES = 1_000;

    private static final List<String> CHOSEN = List.of("chosen");

    /** One whole, in parts of which {@link Trial#errorsPerMillion} counts. */
    public static final int MILLION = 1_000_000;

    /**
     * What decides whether the change is made for all.
     *
     * @param observe from when the last of the instances serves it; 1 s to 24 h
     * @param errorsPerMillion of the requests, that may be answered 5xx at most; null for any number
     * @param p99Millis that 99 of 100 requests may take at most; null for any time
     * @param minRequests fewer than this are not enough to be sure; 0 if none are needed
     */
    public record Trial(
            Duration observe,
            @Nullable Integer errorsPerMillion,
            @Nullable Integer p99Millis,
            int minRequests) {
        public static final Duration SHORTEST = Duration.ofSeconds(1);
        public static final Duration LONGEST = Duration.ofHours(24);
        public static final int MAX_P99_MILLIS = 3_600_000;

        /** A minute, in which at most one request of twenty fails. */
        public static final Trial DEFAULT = new Trial(Duration.ofMinutes(1), 50_000, null, 0);

        /** @throws IllegalArgumentException if a component is outside its documented range */
        public Trial {
            require(
                    observe.compareTo(SHORTEST) >= 0 && observe.compareTo(LONGEST) <= 0,
                    "canary.observe",
                    observe,
                    "1 s to 24 h");
            require(
                    errorsPerMillion != null || p99Millis != null,
                    "canary.abort_if",
                    "{}",
                    "error_rate, p99_ms or both");
            require(
                    errorsPerMillion == null || (errorsPerMillion >= 0 && errorsPerMillion < MILLION),
                    "canary.abort_if.error_rate",
                    String.valueOf(errorsPerMillion),
                    "0 to less than 1");
            require(
                    p99Millis == null || (p99Millis >= 1 && p99Millis <= MAX_P99_MILLIS),
                    "canary.abort_if.p99_ms",
                    String.valueOf(p99Millis),
                    "1 to 3600000");
            require(minRequests >= 0, "canary.min_requests", minRequests, ">= 0");
        }
    }

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Canary {
        instances = instances.stream().sorted().distinct().toList();
        require(
                !instances.isEmpty() && instances.size() <= MAX_INSTANCES,
                "canary.instances",
                instances.size(),
                "1 to 1000 instances");
        instances.forEach(id -> require(ResourceKey.isId(id), "canary.instances", id, "ids of instances"));
        require(
                percent == null || (percent >= 1 && percent <= 100),
                "canary.percent",
                String.valueOf(percent),
                "1 to 100");
    }

    /** This canary, which begins {@code at} that time. */
    public Canary begun(Instant at) {
        return new Canary(instances, percent, trial, at);
    }

    /** As it was asked for: if a share was, whichever instances were chosen for that. */
    public Canary asked() {
        return percent == null ? this : new Canary(CHOSEN, percent, trial, beganAt);
    }

    /** Whether the instance {@code id} tries the change. */
    public boolean isTriedBy(String id) {
        return Collections.binarySearch(instances, id) >= 0;
    }
}
