package dev.logway.edge.upstream;

/**
 * Takes turns among the nodes, so that each comes up in proportion to its share and as evenly spread as can be: the smooth
 * weighted round robin of nginx (Sysoev, 2012).
 */
final class WeightedRoundRobin implements Balancer {
    private final long[] credits;

    WeightedRoundRobin(int size) {
        this.credits = new long[size];
    }

    @Override
    public int choose(Shares shares, HashSource request) {
        int best = -1;
        long total = 0;
        for (int i = 0; i < credits.length; i++) {
            int share = shares.of(i);
            if (share > 0) {
                total += share;
                credits[i] += share;
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
