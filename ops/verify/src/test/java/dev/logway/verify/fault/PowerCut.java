package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.LoopDisk;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.util.random.RandomGenerator;

/** A broker's machine loses its power: what was acknowledged and not yet written to its disk is gone from it. */
record PowerCut() implements Fault {
    @Override
    public String name() {
        return "power cut of a broker";
    }

    @Override
    public boolean isPossible(Cluster cluster) {
        return cluster.disk(cluster.all(Role.BROKER).getFirst()) instanceof LoopDisk;
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part broker = Picks.one(random, cluster.all(Role.BROKER));
        LoopDisk disk = (LoopDisk) cluster.disk(broker);
        disk.cutPower();
        broker.kill();
        disk.powerUp();
        return new Injury(broker.name(), Picks.seconds(random, 1, 12), () -> {
            broker.start();
            broker.awaitReady();
        });
    }
}
