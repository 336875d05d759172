package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.LoopDisk;
import dev.logway.verify.fault.cluster.Part;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A broker's disk is full, until somebody makes room and starts the broker again. */
record FullDisk() implements BrokerDiskFault {
    @Override
    public String name() {
        return "full disk of a broker";
    }

    @Override
    public Injury inject(Part broker, LoopDisk disk, RandomGenerator random) {
        disk.fill();
        return new Injury(broker.name(), Duration.ofSeconds(12), () -> {
            disk.free();
            broker.end();
            broker.start();
            broker.awaitReady();
        });
    }
}
