package dev.logway.verify.fault;

import dev.logway.bench.process.Waiting;
import dev.logway.bench.process.Workspace;
import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Role;
import dev.logway.verify.fault.load.Readers;
import dev.logway.verify.fault.load.Writers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Breaks an installation under load, one fault a round, and looks after each round whether anything was lost. Confined to
 * one thread.
 */
final class FaultSuite implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int COMMANDS_BEFORE = 5;
    private static final Duration COMMANDS_LIMIT = Duration.ofMinutes(1);
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(3);

    private final Cluster cluster;
    private final Writers writers;
    private final Readers readers;
    private final LogChecker checker;
    private final Traffic traffic;
    private final Convergence convergence;

    private FaultSuite(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.traffic = new Traffic(cluster.outages());
        this.checker = new LogChecker(cluster.kafka().bootstrap());
        this.writers = new Writers(
                cluster.all(Role.COMMAND_API).stream().map(cluster::port).toList(), CLIENTS, seed);
        this.convergence = new Convergence(cluster, writers, checker);
        var edges = new TreeMap<String, Integer>();
        cluster.all(Role.EDGE).forEach(edge -> edges.put(edge.name(), cluster.port(edge)));
        this.readers = new Readers(edges);
    }

    /** Starts an installation and everybody who uses it. */
    static FaultSuite start(Workspace workspace, Cluster.Size size, long seed) {
        Cluster cluster = Cluster.start(workspace, size);
        try {
            return new FaultSuite(cluster, seed);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Whether this machine lets {@code fault} be made. */
    boolean isPossible(Fault fault) {
        return fault.isPossible(cluster);
    }

    /**
     * Lets one fault happen, mends it, waits until all is quiet, and looks at everything.
     *
     * @param progress is told what is being done
     * @throws dev.logway.bench.process.BenchException if the installation does not come to rest again
     */
    Round round(int number, Fault fault, long seed, Consumer<String> progress) {
        writers.goOn();
        writers.awaitMore(COMMANDS_BEFORE, COMMANDS_LIMIT);
        int commands = writers.count();
        long requests = readers.requests();
        writers.watchPauses();

        Fault.Injury injury = fault.inject(cluster, new SplittableRandom(seed));
        progress.accept(fault.name() + ": " + injury.target());
        Waiting.forDuration(injury.lasts());
        injury.repair().run();
        Duration converged = convergence.await();
        cluster.requireAlive();

        List<String> problems = new ArrayList<>(checker.problems(writers.takeAcknowledged()));
        problems.addAll(writers.takeFaults());
        Verified.problem(cluster.kafka().bootstrap()).ifPresent(divergence -> problems.add("verify: " + divergence));
        List<Readers.Failure> failures = readers.takeFailures();
        failures.stream()
                .filter(failure -> !traffic.isExcused(failure))
                .forEach(failure -> problems.add(failure.edge() + failure.path() + " was answered " + failure.what()));
        Waiting.until(
                "all replicas are in sync", SYNC_LIMIT, () -> cluster.kafka().isInSync());
        return new Round(
                number,
                fault.name(),
                injury.target(),
                seed,
                converged,
                writers.longestPause(),
                writers.count() - commands,
                readers.requests() - requests,
                failures.size(),
                problems);
    }

    /** How many events the log holds. */
    int events() {
        return checker.events();
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
        checker.close();
        cluster.close();
    }
}
