package dev.logway.bench.soak;

import dev.logway.bench.stats.Medians;
import java.util.List;

/**
 * How a figure went over time.
 *
 * @param first median of the first fifth of its samples
 * @param last median of their last fifth
 * @param highest of all
 */
record Growth(double first, double last, double highest) {
    private static final int PARTS = 5;

    /** @throws IllegalArgumentException if there are too few samples to tell a beginning from an end */
    static Growth of(List<Double> samples) {
        int part = samples.size() / PARTS;
        if (part < 1) {
            throw new IllegalArgumentException("samples: " + samples.size() + " (expected: >= " + PARTS + ")");
        }
        return new Growth(
                Medians.of(samples.subList(0, part)),
                Medians.of(samples.subList(samples.size() - part, samples.size())),
                samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }

    /** What has been added; below 0 if it became less. */
    double added() {
        return last - first;
    }
}
