package dev.logway.bench.load;

import dev.logway.bench.stats.Latency;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a server did when asked as fast as it answers.
 *
 * @param requests all that were answered
 * @param failures answers other than 2xx, and connections that broke
 */
public record Rate(
        long requests, double perSecond, @Nullable Quantiles quantiles, long failures) {
    /** Latencies in ms. */
    public record Quantiles(double p50Millis, double p99Millis) {
        static Quantiles of(Latency latency) {
            return new Quantiles(latency.millisAt(50), latency.millisAt(99));
        }
    }

    /** Half of the requests were faster; empty if the generator does not say. */
    public OptionalDouble p50Millis() {
        return quantiles == null ? OptionalDouble.empty() : OptionalDouble.of(quantiles.p50Millis());
    }

    /** One request in a hundred was slower; empty if the generator does not say. */
    public OptionalDouble p99Millis() {
        return quantiles == null ? OptionalDouble.empty() : OptionalDouble.of(quantiles.p99Millis());
    }

    static Rate of(LoadResult result) {
        return new Rate(
                result.answers(), result.successesPerSecond(), Quantiles.of(result.latency()), result.failures());
    }
}
