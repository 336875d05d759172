package dev.logway.bench.proxy;

import dev.logway.bench.stats.Medians;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What one proxy did in one round.
 *
 * @param p50Millis NaN if the generator does not say
 * @param p99Millis NaN if the generator does not say
 * @param cpuMicros processor time of the proxy for each request
 * @param allocatedBytes what a JVM allocated for each request; NaN if the proxy is none, or it was not asked
 */
record Measurement(double perSecond, double p50Millis, double p99Millis, double cpuMicros, double allocatedBytes) {
    /** The median of each figure by itself. */
    static Measurement median(List<Measurement> rounds) {
        return new Measurement(
                median(rounds, Measurement::perSecond),
                median(rounds, Measurement::p50Millis),
                median(rounds, Measurement::p99Millis),
                median(rounds, Measurement::cpuMicros),
                median(rounds, Measurement::allocatedBytes));
    }

    static double orNaN(OptionalDouble figure) {
        return figure.orElse(Double.NaN);
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return Medians.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
