package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.LoopDisk;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.util.random.RandomGenerator;

/** A fault of a broker's own file system, where brokers have one. */
interface BrokerDiskFault extends Fault {
    /** Breaks {@code disk}, which is that of {@code broker}. */
    Injury inject(Part broker, LoopDisk disk, RandomGenerator random);

    @Override
    default boolean isPossible(Cluster cluster) {
        return cluster.disk(cluster.all(Role.BROKER).getFirst()) instanceof LoopDisk;
    }

    @Override
    default Injury inject(Cluster cluster, RandomGenerator random) {
        Part broker = Picks.one(random, cluster.all(Role.BROKER));
        return inject(broker, (LoopDisk) cluster.disk(broker), random);
    }
}
