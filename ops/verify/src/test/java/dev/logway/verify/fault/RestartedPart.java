package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.util.List;
import java.util.random.RandomGenerator;

/** A process is told to end, as for an upgrade, and started again. */
record RestartedPart() implements Fault {
    @Override
    public String name() {
        return "restart";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part part = Picks.one(random, cluster.all(Picks.one(random, List.of(Role.values()))));
        part.end();
        return new Injury(part.name(), Picks.seconds(random, 0, 3), () -> {
            part.start();
            part.awaitReady();
        });
    }
}
