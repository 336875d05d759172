package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.util.List;
import java.util.random.RandomGenerator;

/** A process does nothing for a while, as in a long pause of its machine, and then goes on. */
record StoppedPart() implements Fault {
    private static final List<Role> ROLES = List.of(Role.BROKER, Role.COMMAND_API, Role.EDGE);

    @Override
    public String name() {
        return "SIGSTOP, SIGCONT";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part part = Picks.one(random, cluster.all(Picks.one(random, ROLES)));
        part.stop();
        return new Injury(part.name(), Picks.seconds(random, 2, 12), () -> {
            part.goOn();
            part.awaitReady();
        });
    }
}
