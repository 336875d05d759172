package dev.logway.bench.stats;

import java.util.List;

/** The middle of a few samples, which one disturbed round does not move. */
public final class Medians {
    private Medians() {}

    /**
     * The middle value, or the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there are no samples
     */
    public static double of(List<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("samples: [] (expected: one or more)");
        }
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The distance between the largest and the smallest sample as a share of the median; 0 when the median is 0. */
    public static double spread(List<Double> samples) {
        double median = of(samples);
        double smallest =
                samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double largest = samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return median == 0 ? 0 : (largest - smallest) / median;
    }
}
