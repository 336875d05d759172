package dev.logway.verify.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Outcome;
import dev.logway.testkit.Property;
import dev.logway.verify.invariant.Invariant;
import dev.logway.verify.invariant.Invariants;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Commands, projector, compaction and edges in one thread, with every invariant checked after every step: crashes,
 * duplicates, poison, delays, topics that hear of commits in any order, compaction at any moment. A failure prints its
 * seed, which {@code -Dlogway.seed=} repeats, and the fewest steps that lead to it; {@code -Dlogway.seeds=100000} looks
 * further.
 */
class ConvergenceSimulationTest {
    private static final int MAX_STEPS = 250;

    @Test
    void everyInvariantHoldsWhateverGoesWrong() {
        Property.forAllLists(MAX_STEPS, Steps::any, steps -> Simulation.run(Parts.REAL, steps, with(Invariants.all())));
    }

    @Test
    void damagedTopicsNeverMakeAnEdgeServeWhatNeverWas() {
        Property.forAllLists(
                MAX_STEPS,
                Steps::anyWithDamage,
                steps -> Simulation.run(Parts.REAL, steps, with(Invariants.underDamage())));
    }

    @Test
    void aSeedGivesTheSameRunAgain() {
        assertEquals(
                events(Simulation.run(Parts.REAL, steps(7), List.of())),
                events(Simulation.run(Parts.REAL, steps(7), List.of())));
    }

    /** The generators are of no use if they do not reach what is to be shown. */
    @Test
    void generatedRunsReachWhatTheyAreFor() {
        var seen = new TreeSet<String>();
        for (int seed = 0; seed < 50; seed++) {
            for (Outcome outcome : outcomes(Simulation.run(Parts.REAL, steps(seed), List.of()))) {
                seen.add(
                        switch (outcome) {
                            case Outcome.Accepted accepted ->
                                accepted.changes().isEmpty() ? "accepted, nothing changed" : "accepted";
                            case Outcome.Rejected rejected ->
                                rejected.reasons().getFirst().code();
                            case Outcome.Repeated _ -> "repeated";
                        });
            }
        }
        assertTrue(
                seen.containsAll(List.of(
                        "accepted",
                        "accepted, nothing changed",
                        "already-exists",
                        "duplicate-change",
                        "group-not-empty",
                        "idempotency-key-reused",
                        "repeated",
                        "resource-in-use",
                        "resource-not-found",
                        "revision-mismatch",
                        "undecodable-command",
                        "unknown-group",
                        "unknown-reference",
                        "wrong-scope")),
                seen::toString);
    }

    private static List<Step> steps(long seed) {
        return Property.list(new SplittableRandom(seed), MAX_STEPS, Steps::any);
    }

    private static List<Invariant> with(List<Invariant> invariants) {
        var more = new ArrayList<>(invariants);
        more.add(new SameLogSameEvents());
        return more;
    }

    private static List<String> events(World world) {
        return world.history().events().stream()
                .map(recorded -> recorded.event().toString())
                .toList();
    }

    private static List<Outcome> outcomes(World world) {
        return world.history().events().stream()
                .map(recorded -> recorded.event().outcome())
                .toList();
    }
}
