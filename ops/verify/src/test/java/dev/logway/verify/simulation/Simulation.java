package dev.logway.verify.simulation;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.testkit.CompactedTopic;
import dev.logway.verify.invariant.Delivery;
import dev.logway.verify.invariant.Invariant;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes steps, one after the other in one thread, and checks every invariant after each. */
final class Simulation {
    private final World world;
    private final List<Invariant> invariants;

    private Simulation(World world, List<Invariant> invariants) {
        this.world = world;
        this.invariants = invariants;
    }

    /**
     * Takes {@code steps}, and then rests.
     *
     * @throws AssertionError if an invariant does not hold, naming it and the step
     */
    static World run(Parts parts, List<Step> steps, List<Invariant> invariants) {
        var simulation = new Simulation(new World(parts), invariants);
        for (int number = 0; number < steps.size(); number++) {
            int taken = number;
            simulation.take(steps.get(number));
            simulation.check(() -> "step " + taken + ", " + steps.get(taken));
        }
        simulation.world.rest();
        simulation.check(() -> "the end");
        return simulation.world;
    }

    private void check(Supplier<String> when) {
        for (Invariant invariant : invariants) {
            try {
                invariant.check(world);
            } catch (AssertionError e) {
                throw new AssertionError(
                        invariant.getClass().getSimpleName() + " does not hold after " + when.get() + ": "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private void take(Step step) {
        switch (step) {
            case Step.Deliver(Command command) ->
                deliver(Keys.of(command.scope()), CommandCodec.encode(command), Optional.of(command));
            case Step.DeliverAgain(int back) -> deliverAgain(back);
            case Step.DeliverPoison(Step.Poison poison) -> deliver(poison);
            case Step.Project(int commands) -> world.projector().work(commands);
            case Step.CrashProjector(int commands, int records) ->
                world.projector().crash(commands, records);
            case Step.RestoreStale(int commits) -> world.projector().restoreStale(commits);
            case Step.Poll(int edge, int records) -> world.edge(edge).poll(records);
            case Step.SaveSnapshot(int edge) -> world.edge(edge).saveSnapshot();
            case Step.RestartEdge(int edge) -> world.edge(edge).restart();
            case Step.ReplaceEdge(int edge) -> {
                world.edge(edge).loseSnapshot();
                world.edge(edge).restart();
            }
            case Step.RefuseImages(int edge) -> world.edge(edge).refuse();
            case Step.AcceptImages(int edge) -> world.edge(edge).refuseNoMore();
            case Step.Compact(int number, int percent) -> {
                CompactedTopic topic = world.topic(world.scope(number));
                topic.compact(topic.end() * percent / 100);
            }
            case Step.ForgetTombstones(int number) -> {
                Scope scope = world.scope(number);
                world.topic(scope).compactWithTombstones(world.neededFrom(scope));
            }
            case Step.HoldMarkers(int number) -> world.markers().hold(world.topic(world.scope(number)));
            case Step.ReleaseMarkers(int number) -> world.markers().release(world.topic(world.scope(number)));
            case Step.MoveClock(long millis) -> world.moveClock(millis);
            case Step.Rest() -> world.rest();
            case Step.Damage(int number, var key, Step.Forgery forgery) ->
                Forgeries.write(world.topic(world.scope(number)), world.scope(number), key, forgery);
        }
    }

    private void deliver(byte @Nullable [] key, byte @Nullable [] value, Optional<Command> command) {
        world.log().add(new Delivery(world.log().size(), world.now(), key, value, command));
        world.moveClock(1);
    }

    private void deliverAgain(int back) {
        int from = world.log().size() - 1 - back;
        if (from >= 0) {
            Delivery first = world.log().get(from);
            deliver(first.key(), first.value(), first.command());
        }
    }

    private void deliver(Step.Poison poison) {
        Forgeries.Poisoned poisoned = Forgeries.poison(poison, world.now());
        deliver(poisoned.key(), poisoned.value(), Optional.empty());
    }
}
