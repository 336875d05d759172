package dev.logway.verify.invariant;

import java.util.List;

/** All there are. */
public final class Invariants {
    private Invariants() {}

    /** For a run in which only what Logway must cope with happens. */
    public static List<Invariant> all() {
        return List.of(
                new EdgesConverge(),
                new RevisionsOnlyGrow(),
                new NoTornImage(),
                new NoDanglingReference(),
                new EveryCommandHasOneOutcome(),
                new DuplicatesChangeNothing(),
                new LastGoodKeepsServing(),
                new TheHistoryIsOneChain());
    }

    /** For a run in which others than the projector write to config topics: edges may stay behind then. */
    public static List<Invariant> underDamage() {
        return all().stream()
                .filter(invariant -> !(invariant instanceof EdgesConverge))
                .toList();
    }
}
