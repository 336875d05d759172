package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.LoopDisk;
import dev.logway.verify.fault.cluster.Part;
import java.util.random.RandomGenerator;

/** A broker's machine loses its power: what was acknowledged and not yet written to its disk is gone from it. */
record PowerCut() implements BrokerDiskFault {
    @Override
    public String name() {
        return "power cut of a broker";
    }

    @Override
    public Injury inject(Part broker, LoopDisk disk, RandomGenerator random) {
        disk.cutPower();
        broker.kill();
        disk.powerUp();
        return new Injury(broker.name(), Picks.seconds(random, 1, 12), () -> {
            broker.start();
            broker.awaitReady();
        });
    }
}
