package dev.logway.edge.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuedAccessLogTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void anEntryIsOneLineOfJsonWithWhatIsKnown() throws IOException {
        Path file = directory.resolve("deep/access.log");
        try (AccessLog log = QueuedAccessLog.of(file.toString(), registry)) {
            log.add(new AccessEntry(
                    1_000_000_000_123L,
                    new AccessEntry.Asked(
                            "192.0.2.1",
                            "GET",
                            "/a\u00e9?b=\"c\"",
                            "HTTP/1.1",
                            "example.com:8080",
                            "curl\u001b[31m",
                            null,
                            "id-1",
                            null),
                    new AccessEntry.Decided(7, "r1", "127.0.0.1:8080"),
                    new AccessEntry.Answered(200, 3, 5, 2_345_678, 1_000_000)));
        }

        assertEquals(
                "{\"time\":\"2001-09-09T01:46:40.123Z\",\"client\":\"192.0.2.1\",\"method\":\"GET\","
                        + "\"uri\":\"/a\\u00E9?b=\\\"c\\\"\",\"protocol\":\"HTTP/1.1\",\"host\":\"example.com:8080\","
                        + "\"user_agent\":\"curl\\u001B[31m\",\"request_id\":\"id-1\",\"status\":200,\"request_bytes\":3,"
                        + "\"response_bytes\":5,\"latency_ms\":2.345,\"upstream_ms\":1.000,\"revision\":7,"
                        + "\"route\":\"r1\",\"node\":\"127.0.0.1:8080\"}\n",
                Files.readString(file));
    }

    @Test
    void everyEntryOfAnyNumberOfThreadsIsWrittenOnce() throws IOException {
        Path file = directory.resolve("access.log");
        try (AccessLog log = QueuedAccessLog.of(file.toString(), registry)) {
            IntStream.range(0, 8).parallel().forEach(thread -> {
                for (int i = 0; i < 1_000; i++) {
                    log.add(entry("/" + thread + "/" + i));
                }
            });
        }

        List<String> uris = Files.readAllLines(file).stream()
                .map(line -> new JsonObject(line).getString("uri"))
                .sorted()
                .toList();
        assertEquals(8_000, uris.size());
        assertEquals(8_000, uris.stream().distinct().count());
        assertEquals(0, dropped());
    }

    @Test
    void aFileThatWasMovedAwayIsMadeAnew() throws IOException {
        Path file = directory.resolve("access.log");
        Path moved = directory.resolve("access.log.1");
        try (var target = LogTarget.file(file)) {
            write(target, "/first");
            Files.move(file, moved);
            write(target, "/second");
        }

        assertTrue(Files.readString(moved).contains("/first"));
        assertFalse(Files.readString(moved).contains("/second"));
        assertTrue(Files.readString(file).contains("/second"));
    }

    @Test
    void whatIsThereAlreadyStays() throws IOException {
        Path file = directory.resolve("access.log");
        Files.writeString(file, "before\n");
        try (AccessLog log = QueuedAccessLog.of(file.toString(), registry)) {
            log.add(entry("/x"));
        }

        assertEquals("before", Files.readAllLines(file).getFirst());
        assertEquals(2, Files.readAllLines(file).size());
    }

    @Test
    void whatASlowDiskHasNoRoomForIsDroppedAndCounted() throws InterruptedException {
        var writing = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        var lines = new OutputStream() {
            private int count;

            @Override
            public void write(int b) {
                count += b == '\n' ? 1 : 0;
            }
        };
        var log = new QueuedAccessLog(blockedUntil(proceed, writing, lines), registry);
        log.add(entry("/first"));
        writing.await();
        int more = QueuedAccessLog.CAPACITY + 100;
        for (int i = 0; i < more; i++) {
            log.add(entry("/" + i));
        }
        double dropped = dropped();
        assertTrue(dropped >= 99, () -> dropped + " dropped");
        proceed.countDown();
        log.close();

        assertEquals(more + 1, lines.count + (int) dropped());
    }

    @Test
    void aFileThatCannotBeWrittenCostsItsLinesOnly() throws IOException {
        Path file = directory.resolve("a-directory");
        Files.createDirectories(file);
        try (AccessLog log = QueuedAccessLog.of(file.toString(), registry)) {
            log.add(entry("/lost"));
        }

        assertEquals(1, dropped());
    }

    @Test
    void offReportsNothing() {
        try (AccessLog log = QueuedAccessLog.of("off", registry)) {
            assertFalse(log.isOn());
        }
    }

    private static void write(LogTarget target, String uri) throws IOException {
        try (var lines = new AccessLines(target.stream())) {
            lines.write(entry(uri));
        }
        target.flush();
    }

    private double dropped() {
        return registry.scrape(name -> name.equals("logway_access_log_dropped")).stream()
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private static LogTarget blockedUntil(CountDownLatch proceed, CountDownLatch writing, OutputStream to) {
        return new LogTarget() {
            @Override
            public OutputStream stream() throws IOException {
                writing.countDown();
                try {
                    proceed.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return to;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static AccessEntry entry(String uri) {
        return new AccessEntry(
                0,
                new AccessEntry.Asked("192.0.2.1", "GET", uri, "HTTP/1.1", null, null, null, null, null),
                new AccessEntry.Decided(0, null, null),
                new AccessEntry.Answered(404, 0, 0, 1_000, 0));
    }
}
