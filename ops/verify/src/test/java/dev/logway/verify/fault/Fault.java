package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Something that breaks, and can be mended. */
interface Fault {
    /** What a table calls it. */
    String name();

    /** Whether this machine lets it be made. */
    default boolean isPossible(Cluster cluster) {
        return true;
    }

    /** Breaks something, and returns at once. */
    Injury inject(Cluster cluster, RandomGenerator random);

    /**
     * What was broken.
     *
     * @param target the part or link, and how
     * @param lasts how long it is left so
     * @param repair mends it, and returns when what was broken works again
     */
    record Injury(String target, Duration lasts, Runnable repair) {}
}
