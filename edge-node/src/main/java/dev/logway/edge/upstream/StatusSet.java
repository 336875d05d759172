package dev.logway.edge.upstream;

import java.util.BitSet;
import java.util.List;

/** Statuses of answers. Immutable. */
final class StatusSet {
    private final BitSet statuses = new BitSet();

    StatusSet(List<Integer> statuses) {
        statuses.forEach(this.statuses::set);
    }

    boolean contains(int status) {
        return statuses.get(status);
    }
}
