package dev.logway.verify.fault;

import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Waiting;
import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The projector that decides is killed while one of its transactions is open, and stays away until it was replaced. */
record KilledInTransaction() implements Fault {
    private static final int ATTEMPTS = 200;
    private static final Duration LASTS = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "projector killed inside a transaction";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part part = cluster.activeProjector();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            part.stop();
            if (!cluster.kafka().ongoingOfProjectors().isEmpty()) {
                part.kill();
                return new Injury(part.name(), LASTS, () -> {
                    part.start();
                    part.awaitReady();
                });
            }
            part.goOn();
            Waiting.forDuration(Duration.ofMillis(random.nextInt(1, 40)));
        }
        throw new BenchException(part + " was never met inside a transaction");
    }
}
