package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.LoopDisk;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A broker's disk is full, until somebody makes room and starts the broker again. */
record FullDisk() implements Fault {
    @Override
    public String name() {
        return "full disk of a broker";
    }

    @Override
    public boolean isPossible(Cluster cluster) {
        return cluster.disk(cluster.all(Role.BROKER).getFirst()) instanceof LoopDisk;
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part broker = Picks.one(random, cluster.all(Role.BROKER));
        LoopDisk disk = (LoopDisk) cluster.disk(broker);
        disk.fill();
        return new Injury(broker.name(), Duration.ofSeconds(12), () -> {
            disk.free();
            broker.end();
            broker.start();
            broker.awaitReady();
        });
    }
}
