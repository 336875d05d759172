package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.LoopDisk;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A broker that has just been put in place with an empty disk loses its power at once. */
record NewBrokerPowerCut() implements Fault {
    @Override
    public String name() {
        return "power cut of a new broker";
    }

    @Override
    public boolean isPossible(Cluster cluster) {
        return cluster.disk(cluster.all(Role.BROKER).getFirst()) instanceof LoopDisk;
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part broker = Picks.one(random, cluster.all(Role.BROKER));
        LoopDisk disk = (LoopDisk) cluster.disk(broker);
        broker.kill();
        disk.replace();
        broker.start();
        broker.awaitReady();
        disk.cutPower();
        broker.kill();
        disk.powerUp();
        return new Injury(broker.name(), Duration.ofSeconds(1), () -> {
            broker.start();
            broker.awaitReady();
        });
    }
}
