package dev.logway.verify.simulation;

import dev.logway.projector.state.ByteStore;
import java.util.function.UnaryOperator;

/**
 * What a simulation is made of, so that a test can put in a wrong part and see which invariant tells.
 *
 * @param followers what edges read with
 * @param stores what stands between the projector and its store
 * @param abortion what becomes of a transaction whose producer dies
 * @param markers in which order a topic hears of commits
 * @param restoring how the projector takes a store that was restored
 */
record Parts(
        Follower.Kind followers,
        UnaryOperator<ByteStore> stores,
        Abortion abortion,
        Markers.Order markers,
        Restoring restoring) {
    static final Parts REAL = new Parts(
            Follower.LOADER, UnaryOperator.identity(), Abortion.CLEAN, Markers.Order.AS_COMMITTED, Restoring.CAREFUL);

    /** What becomes of a transaction whose producer dies. */
    enum Abortion {
        /** Nobody ever sees it. */
        CLEAN,
        /** Its records are seen all the same, as by a reader of uncommitted records. */
        LEAKY
    }

    /** Whether a store is looked at before it is believed. */
    enum Restoring {
        /** One that lacks its end is restored again. */
        CAREFUL,
        /** Whatever was restored is taken for whole. */
        TRUSTING
    }

    Parts with(Follower.Kind others) {
        return new Parts(others, stores, abortion, markers, restoring);
    }

    Parts with(UnaryOperator<ByteStore> others) {
        return new Parts(followers, others, abortion, markers, restoring);
    }

    Parts with(Abortion other) {
        return new Parts(followers, stores, other, markers, restoring);
    }

    Parts with(Markers.Order other) {
        return new Parts(followers, stores, abortion, other, restoring);
    }

    Parts with(Restoring other) {
        return new Parts(followers, stores, abortion, markers, other);
    }
}
