package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.util.random.RandomGenerator;

/** A broker is lost for ever with all that was on its disk; one with an empty disk takes its place. */
record LostBroker() implements Fault {
    @Override
    public String name() {
        return "broker lost for ever";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part broker = Picks.one(random, cluster.all(Role.BROKER));
        broker.kill();
        cluster.disk(broker).replace();
        return new Injury(broker.name(), Picks.seconds(random, 1, 12), () -> {
            broker.start();
            broker.awaitReady();
        });
    }
}
