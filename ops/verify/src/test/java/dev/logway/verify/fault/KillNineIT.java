package dev.logway.verify.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.logway.domain.Scope;
import dev.logway.verify.fault.load.Acknowledged;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process, killed under load five times: what was acknowledged is there, once. */
final class KillNineIT {
    private static final int KILLS = 5;
    private static final int COMMANDS_BETWEEN_KILLS = 300;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void everyAcknowledgedCommandIsThereOnceAndBothEdgesEndOnTheProjectorsDigest(@TempDir Path directory)
            throws Exception {
        try (var logway = LogwayProcess.start(directory)) {
            Queue<Acknowledged> acknowledged;
            try (var load = new CommandLoad(logway, 8)) {
                acknowledged = load.acknowledged();
                for (int kill = 0; kill < KILLS; kill++) {
                    awaitMore(load, COMMANDS_BETWEEN_KILLS);
                    logway.kill();
                    logway.startAgain();
                }
                awaitMore(load, COMMANDS_BETWEEN_KILLS);
            }
            assertTrue(acknowledged.size() >= (KILLS + 1) * COMMANDS_BETWEEN_KILLS, "" + acknowledged.size());

            try (var checker = new LogChecker(logway.bootstrap())) {
                awaitDigest(logway, checker);
                assertEquals(List.of(), checker.problems(acknowledged));
            }
        }
    }

    private static void awaitMore(CommandLoad load, int more) {
        int wanted = load.acknowledged().size() + more;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (load.acknowledged().size() < wanted) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "only " + load.acknowledged().size() + " of " + wanted);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void awaitDigest(LogwayProcess logway, LogChecker checker) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            checker.readOn();
            String expected = checker.digest(Scope.group("default"));
            List<String> served = List.of(digest(logway.statusPort(0)), digest(logway.statusPort(1)));
            if (served.equals(List.of(expected, expected))) {
                return;
            }
            assertTrue(System.nanoTime() < deadline, () -> "served " + served + ", projected " + expected);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static String digest(int statusPort) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + statusPort + "/status"))
                    .build();
            String body =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new ObjectMapper().readTree(body).path("digest").asText();
        }
    }
}
