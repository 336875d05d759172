package dev.logway.verify.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.logway.bench.http.HttpConnection;
import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Waiting;
import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import dev.logway.verify.fault.cluster.Steady;
import dev.logway.verify.fault.load.Writers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until nothing is left to do: every change answered, every command decided, every edge on the last digest. */
final class Convergence {
    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Writers writers;
    private final LogChecker checker;

    Convergence(Cluster cluster, Writers writers, LogChecker checker) {
        this.cluster = cluster;
        this.writers = writers;
        this.checker = checker;
    }

    /**
     * Lets the writers rest and waits.
     *
     * @throws BenchException if it takes too long, saying what is missing
     */
    Duration await() {
        long begin = System.nanoTime();
        writers.rest();
        await(begin, writers::isIdle, () -> "a change has no answer");
        await(begin, this::isEverythingDecided, () -> checker.undecided() + " commands have no event");
        await(
                begin,
                this::isEverythingServed,
                () -> "edges serve " + served() + ", decided was " + checker.digest(Steady.SCOPE));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void await(long begin, BooleanSupplier condition, Supplier<String> missing) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new BenchException(LIMIT.toSeconds() + " s after the last repair " + missing.get());
            }
            Waiting.forDuration(STEP);
        }
    }

    private boolean isEverythingDecided() {
        checker.readOn();
        return checker.undecided() == 0;
    }

    private boolean isEverythingServed() {
        checker.readOn();
        String decided = checker.digest(Steady.SCOPE);
        return served().stream().allMatch(decided::equals);
    }

    private List<String> served() {
        return cluster.all(Role.EDGE).stream().map(this::served).toList();
    }

    private String served(Part edge) {
        try (var connection = HttpConnection.open(cluster.statusPort(edge), ANSWER_LIMIT)) {
            String body = connection.exchange(Request.get("/status")).body();
            return new ObjectMapper().readTree(body).path("digest").asText();
        } catch (IOException e) {
            return edge + ": " + e.getMessage();
        }
    }
}
