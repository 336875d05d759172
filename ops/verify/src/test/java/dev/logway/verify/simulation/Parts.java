package dev.logway.verify.simulation;

import dev.logway.projector.state.ByteStore;
import java.util.function.UnaryOperator;

/**
 * What a simulation is made of, so that a test can put in a wrong part and see which invariant tells.
 *
 * @param followers what edges read with
 * @param stores what stands between the projector and its store
 * @param abortion what becomes of a transaction whose producer dies
 */
record Parts(Follower.Kind followers, UnaryOperator<ByteStore> stores, Abortion abortion) {
    static final Parts REAL = new Parts(Follower.LOADER, UnaryOperator.identity(), Abortion.CLEAN);

    /** What becomes of a transaction whose producer dies. */
    enum Abortion {
        /** Nobody ever sees it. */
        CLEAN,
        /** Its records are seen all the same, as by a reader of uncommitted records. */
        LEAKY
    }

    Parts with(Follower.Kind others) {
        return new Parts(others, stores, abortion);
    }

    Parts with(UnaryOperator<ByteStore> others) {
        return new Parts(followers, others, abortion);
    }

    Parts with(Abortion other) {
        return new Parts(followers, stores, other);
    }
}
