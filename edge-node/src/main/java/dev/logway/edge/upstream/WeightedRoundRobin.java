package dev.logway.edge.upstream;

/**
 * Takes turns among weighted choices, so that each comes up in proportion to its weight and as evenly spread as can be:
 * the smooth weighted round robin of nginx (Sysoev, 2012). Confined to one thread.
 */
final class WeightedRoundRobin {
    private final int[] weights;
    private final long[] credits;
    private final long total;

    /** @param weights 0 or more each; a choice of weight 0 never comes up */
    WeightedRoundRobin(int... weights) {
        this.weights = weights.clone();
        this.credits = new long[weights.length];
        long sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        this.total = sum;
    }

    /** The index of the next choice, or -1 if all weights are 0. */
    int next() {
        int best = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                credits[i] += weights[i];
                if (best < 0 || credits[i] > credits[best]) {
                    best = i;
                }
            }
        }
        if (best >= 0) {
            credits[best] -= total;
        }
        return best;
    }
}
