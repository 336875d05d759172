package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.LoopDisk;
import dev.logway.verify.fault.cluster.Part;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A broker that has just been put in place with an empty disk loses its power at once. */
record NewBrokerPowerCut() implements BrokerDiskFault {
    @Override
    public String name() {
        return "power cut of a new broker";
    }

    @Override
    public Injury inject(Part broker, LoopDisk disk, RandomGenerator random) {
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
