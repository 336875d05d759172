package dev.logway.edge.upstream;

import java.util.function.IntUnaryOperator;

/**
 * Chooses the node with the lowest {@code (active + 1) / share}, as APISIX does; among equals they take turns. The requests under way are
 * those of all event loops.
 */
final class LeastConnections implements Balancer {
    private final IntUnaryOperator active;
    private int start;

    /** @param active requests under way at the node of this index */
    LeastConnections(IntUnaryOperator active) {
        this.active = active;
    }

    @Override
    public int choose(Shares shares, HashSource request) {
        int size = shares.size();
        int best = -1;
        long bestLoad = 0;
        long bestShare = 1;
        for (int i = 0; i < size; i++) {
            int at = (start + i) % size;
            long share = shares.of(at);
            if (share == 0) {
                continue;
            }
            long load = active.applyAsInt(at) + 1L;
            if (best < 0 || load * bestShare < bestLoad * share) {
                best = at;
                bestLoad = load;
                bestShare = share;
            }
        }
        start = best < 0 ? 0 : (best + 1) % size;
        return best;
    }
}
