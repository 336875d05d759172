package dev.logway.edge.upstream;

/** Chooses among the nodes of one upstream. Confined to one event loop. */
interface Balancer {

    /** The index of a node whose share is not 0, or -1 if there is none. */
    int choose(Shares shares, HashSource request);

    /** A node answered after {@code nanos}, or failed, which counts as {@code nanos} of its choosing. */
    default void observed(int index, long nanos, long nowNanos) {}
}
