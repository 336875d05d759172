package dev.logway.standalone.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.log.TopicAdmin;
import dev.logway.log.TopicSpecs;
import dev.logway.standalone.broker.BrokerStartException.Reason;
import dev.logway.wire.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    Path directory;

    @Test
    void committedTransactionsAreReadAndAbortedOnesAreNot() {
        try (var broker = start(Map.of())) {
            var client = new BrokerClient(broker.bootstrapServers());
            client.createTopic("topic", Map.of());
            try (var producer = client.producer(Map.of("transactional.id", "tx"))) {
                producer.initTransactions();
                producer.beginTransaction();
                BrokerClient.get(producer.send(new ProducerRecord<>("topic", "aborted")));
                producer.abortTransaction();
                producer.beginTransaction();
                BrokerClient.get(producer.send(new ProducerRecord<>("topic", "committed")));
                producer.commitTransaction();
            }
            assertEquals(List.of("committed"), client.read("topic"));
        }
    }

    @Test
    void aBrokerSaysHowShortASessionMayBe() {
        try (var broker = start(Map.of());
                var admin = TopicAdmin.connect(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new TopicSpecs(Topics.byDefault(), (short) 1),
                        Duration.ofSeconds(10))) {
            assertEquals(Optional.of("1000"), admin.brokerSetting("group.min.session.timeout.ms"));
            assertEquals(Optional.empty(), admin.brokerSetting("no.such.setting"));
        }
    }

    @Test
    void transactionsAreOfVersionTwo() {
        try (var broker = start(Map.of());
                var admin = new BrokerClient(broker.bootstrapServers()).admin()) {
            var features = BrokerClient.get(admin.describeFeatures()
                    .featureMetadata()
                    .toCompletionStage()
                    .toCompletableFuture());
            var finalized = features.finalizedFeatures();
            assertEquals(
                    (short) 2,
                    Objects.requireNonNull(finalized.get("transaction.version")).maxVersionLevel());
        }
    }

    @Test
    void aRestartKeepsTheClusterAndItsRecords() {
        String clusterId;
        try (var broker = start(Map.of())) {
            clusterId = broker.clusterId();
            var client = new BrokerClient(broker.bootstrapServers());
            client.createTopic("topic", Map.of());
            client.append("topic", List.of("kept"));
        }
        try (var broker = start(Map.of())) {
            assertEquals(clusterId, broker.clusterId());
            assertEquals(List.of("kept"), new BrokerClient(broker.bootstrapServers()).read("topic"));
        }
    }

    @Test
    void aTopicThatNobodyMadeIsNotMade() {
        try (var broker = start(Map.of());
                var producer = new BrokerClient(broker.bootstrapServers()).producer(Map.of("max.block.ms", 500))) {
            var sent = producer.send(new ProducerRecord<>("typo", "value"));
            assertThrows(ExecutionException.class, sent::get);
        }
    }

    @Test
    void compactionRemovesWhatWasOverwritten() throws Exception {
        try (var broker = start(Map.of("log.cleaner.backoff.ms", "100"))) {
            var client = new BrokerClient(broker.bootstrapServers());
            client.createTopic(
                    "topic",
                    Map.of("cleanup.policy", "compact", "segment.ms", "100", "min.cleanable.dirty.ratio", "0.01"));
            client.append(
                    "topic", IntStream.range(0, 100).mapToObj(Integer::toString).toList());
            long deadline = System.nanoTime() + BrokerClient.DEADLINE.toNanos();
            while (client.read("topic").size() > 10) {
                assertTrue(System.nanoTime() - deadline < 0, "not compacted");
                Thread.sleep(200);
                client.append("topic", List.of("last")); // a segment is rolled, and so compacted, by the next record
            }
            assertEquals("last", client.read("topic").getLast());
        }
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (var broker = start(Map.of())) {
            var refusal = assertThrows(BrokerStartException.class, () -> start(Map.of()));
            assertEquals(Reason.DIRECTORY_IN_USE, refusal.reason());
            assertOneLineNaming(directory.toString(), refusal);
            assertNotEquals("", broker.clusterId());
        }
    }

    @Test
    void aTakenPortIsRefusedAndTheDirectoryLetGo() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            var forClients = new EmbeddedBrokerConfig(directory, port, 0, Map.of());
            var forController = new EmbeddedBrokerConfig(directory, 0, port, Map.of());
            for (var config : List.of(forClients, forController)) {
                var refusal = assertThrows(BrokerStartException.class, () -> EmbeddedBroker.start(config));
                assertEquals(Reason.PORT_TAKEN, refusal.reason());
                assertOneLineNaming(Integer.toString(port), refusal);
            }
        }
        start(Map.of()).close();
    }

    @Test
    void aDirectoryOfAnotherClusterIsRefused() {
        start(Map.of()).close();
        var settings = Map.of("data.dir", directory.toString(), "port", "0", "cluster.id", "VEbsN7kTQ3SHZtnAeT5cCQ");
        var config = new BrokerConfig(settings);
        var refusal = assertThrows(BrokerStartException.class, () -> EmbeddedBroker.start(config));
        assertEquals(Reason.DIRECTORY_UNUSABLE, refusal.reason());
        assertOneLineNaming("VEbsN7kTQ3SHZtnAeT5cCQ", refusal);
    }

    @Test
    void aDirectoryThatLostItsIdentityIsNotGivenANewOne() throws Exception {
        start(Map.of()).close();
        Files.delete(directory.resolve("meta.properties"));
        var refusal = assertThrows(BrokerStartException.class, () -> start(Map.of()));
        assertEquals(Reason.DIRECTORY_UNUSABLE, refusal.reason());
        assertOneLineNaming("meta.properties", refusal);
    }

    @Test
    void aSettingThatKafkaRefusesIsReportedInOneLine() {
        var refusal = assertThrows(BrokerStartException.class, () -> start(Map.of("num.io.threads", "none")));
        assertEquals(Reason.FAILED, refusal.reason());
        assertOneLineNaming("num.io.threads", refusal);
    }

    @Test
    void closeEndsWhileClientsWrite() {
        var broker = start(Map.of());
        var client = new BrokerClient(broker.bootstrapServers());
        client.createTopic("topic", Map.of());
        try (var writers = Executors.newVirtualThreadPerTaskExecutor();
                var producer = client.producer(
                        Map.of("delivery.timeout.ms", 1000, "request.timeout.ms", 500, "max.block.ms", 500))) {
            var written = new CompletableFuture<Void>();
            var writing = writers.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    var _ = producer.send(
                            new ProducerRecord<>("topic", "value"), (metadata, e) -> written.complete(null));
                }
            });
            BrokerClient.get(written);
            // Twice the limit that close() sets itself: what it gives up on would show here.
            assertTimeout(EmbeddedBroker.CLOSE_LIMIT.multipliedBy(2), broker::close);
            writing.cancel(true);
            producer.close(Duration.ZERO);
        }
        start(Map.of()).close(); // the directory is free, so the broker did end
    }

    @Test
    void aBrokerThatGivesUpEndsAloneAndSaysSo() {
        var broker = start(Map.of());
        assertThrows(RuntimeException.class, () -> Exit.halt(1, "the disk is gone"));
        var fault = BrokerClient.get(broker.failure().toCompletableFuture());
        assertTrue(fault.contains("the disk is gone"), fault);
        broker.close();
        start(Map.of()).close();
    }

    private EmbeddedBroker start(Map<String, String> overrides) {
        return EmbeddedBroker.start(new EmbeddedBrokerConfig(directory, 0, 0, overrides));
    }

    private static void assertOneLineNaming(String thing, BrokerStartException refusal) {
        var message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(thing), message);
        assertEquals(1, message.lines().count(), message);
    }
}
