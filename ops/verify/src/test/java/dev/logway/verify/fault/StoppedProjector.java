package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The projector that decides is stopped until another one has taken over, and then goes on as if nothing had been. */
record StoppedProjector() implements Fault {
    private static final Duration LASTS = Duration.ofSeconds(25);

    @Override
    public String name() {
        return "projector stopped for 25 s";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part part = cluster.activeProjector();
        part.stop();
        return new Injury(part.name(), LASTS, () -> {
            part.goOn();
            part.awaitReady();
        });
    }
}
