package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.FakeTime;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** The time of day of an edge jumps, and some seconds later jumps back. */
record SteppedClock() implements Fault {
    private static final List<Duration> STEPS = List.of(
            Duration.ofDays(-400),
            Duration.ofHours(-1),
            Duration.ofMinutes(-1),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofDays(400));

    @Override
    public String name() {
        return "clock of an edge stepped";
    }

    @Override
    public boolean isPossible(Cluster cluster) {
        return FakeTime.isPossible();
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part edge = Picks.one(random, cluster.all(Role.EDGE));
        Duration step = Picks.one(random, STEPS);
        FakeTime.set(cluster.workspace(), edge.name(), step);
        return new Injury(
                edge + " by " + step,
                Picks.seconds(random, 5, 15),
                () -> FakeTime.set(cluster.workspace(), edge.name(), Duration.ZERO));
    }
}
