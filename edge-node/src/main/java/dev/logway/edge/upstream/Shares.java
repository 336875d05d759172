package dev.logway.edge.upstream;

/** Which nodes may be chosen now, and how often in comparison. */
interface Shares {

    /** How many nodes there are, those that may not be chosen among them. */
    int size();

    /** The share of the node {@code index}, 0 if it may not be chosen; at most 1,000,000,000. */
    int of(int index);
}
