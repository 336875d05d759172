package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A process is killed with SIGKILL, and started again some seconds later. */
record KilledPart(Role role) implements Fault {
    /** Longer than another projector takes to take over. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "kill -9 of " + (role == Role.EDGE || role == Role.UPSTREAM ? "an " : "a ")
                + role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part part = role == Role.PROJECTOR ? cluster.activeProjector() : Picks.one(random, cluster.all(role));
        part.kill();
        return new Injury(
                part.name(), role == Role.PROJECTOR ? TAKEN_OVER : Picks.seconds(random, 1, 12), () -> again(part));
    }

    private static void again(Part part) {
        part.start();
        part.awaitReady();
    }
}
