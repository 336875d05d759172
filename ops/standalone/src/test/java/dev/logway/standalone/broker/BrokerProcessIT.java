package dev.logway.standalone.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.log.TopicAdmin;
import dev.logway.log.TopicSpecs;
import dev.logway.standalone.FreePorts;
import dev.logway.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
    private static final int SIGTERM_STATUS = 143;
    private static final int ADMINS = 4;
    private static final int ROUNDS = 30;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path temporary;

    @Test
    void acknowledgedRecordsSurviveAKill() throws Exception {
        var directory = temporary.resolve("data");
        var settings = Map.of("data.dir", directory.toString(), "port", Integer.toString(FreePorts.one()));
        var client = new BrokerClient("127.0.0.1:" + settings.get("port"));
        var acknowledged = new ArrayList<String>();
        for (int round = 0; round < 2; round++) {
            try (var broker = BrokerProcess.start(directory, settings)) {
                if (round == 0) {
                    client.createTopic("topic", Map.of());
                }
                var values = values(round);
                client.append("topic", values);
                acknowledged.addAll(values);
                broker.kill();
            }
        }
        try (var broker = BrokerProcess.start(directory, settings)) {
            assertEquals(acknowledged, client.read("topic"));
            broker.kill();
        }
    }

    @Test
    void aBrokerPrintsNothingAndEndsOnASignal() throws Exception {
        var directory = temporary.resolve("data");
        var settings = Map.of("data.dir", directory.toString(), "port", Integer.toString(FreePorts.one()));
        try (var broker = BrokerProcess.start(directory, settings)) {
            new BrokerClient("127.0.0.1:" + settings.get("port")).createTopic("topic", Map.of());
            assertEquals(SIGTERM_STATUS, broker.terminate());
            assertEquals("", broker.printed());
        }
    }

    @Test
    void threeNodesGoOnWithoutOne() throws Exception {
        int ports = FreePorts.row(6);
        var client = new BrokerClient(bootstrap(ports));
        var nodes = startThree(ports);
        try {
            client.awaitNodes(3);
            client.createTopic("topic", Map.of());
            client.append("topic", values(0));
            assertEquals(3, replicas(client));
            nodes.get(1).kill();
            client.append("topic", values(1));
            var all = new ArrayList<>(values(0));
            all.addAll(values(1));
            assertEquals(all, client.read("topic"));
        } finally {
            nodes.forEach(BrokerProcess::close);
        }
    }

    @Test
    void manyMakeTheSameTopicAtOnce() throws Exception {
        int ports = FreePorts.row(6);
        var nodes = startThree(ports);
        try {
            makeTopics(bootstrap(ports));
        } finally {
            nodes.forEach(BrokerProcess::close);
        }
    }

    @Test
    void aTopicWaitsForTheBrokersThatItsCopiesNeed() throws Exception {
        int ports = FreePorts.row(6);
        var nodes = new ArrayList<>(List.of(startNode(0, ports), startNode(1, ports)));
        var client = new BrokerClient(bootstrap(ports));
        try (var thread = Executors.newSingleThreadExecutor()) {
            client.awaitNodes(2);
            var made = thread.submit(() -> makeTopic(bootstrap(ports), Scope.group("g")));
            assertThrows(TimeoutException.class, () -> made.get(1, TimeUnit.SECONDS));
            nodes.add(startNode(2, ports));
            assertTrue(made.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } finally {
            nodes.forEach(BrokerProcess::close);
        }
    }

    /** Who finds that another one was quicker may ask a broker that has not heard of the topic yet. */
    private static void makeTopics(String bootstrap) throws Exception {
        try (var threads = Executors.newFixedThreadPool(ADMINS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Scope scope = Scope.group("g" + round);
                var all = new ArrayList<Callable<Boolean>>();
                for (int i = 0; i < ADMINS; i++) {
                    all.add(() -> makeTopic(bootstrap, scope));
                }
                for (var made : threads.invokeAll(all)) {
                    assertTrue(made.get());
                }
            }
        }
    }

    private static boolean makeTopic(String bootstrap, Scope scope) {
        var specs = new TopicSpecs(Topics.byDefault(), (short) 3);
        try (var admin = TopicAdmin.connect(Map.of("bootstrap.servers", bootstrap), specs, LIMIT)) {
            admin.ensureConfig(scope);
            return true;
        }
    }

    private List<BrokerProcess> startThree(int ports) throws Exception {
        var nodes = new ArrayList<BrokerProcess>();
        for (int node = 0; node < 3; node++) {
            nodes.add(startNode(node, ports));
        }
        return nodes;
    }

    private BrokerProcess startNode(int node, int ports) throws Exception {
        var quorum = IntStream.range(0, 3)
                .mapToObj(other -> (other + 1) + "@127.0.0.1:" + (ports + 3 + other))
                .collect(Collectors.joining(","));
        return BrokerProcess.start(temporary.resolve("node" + node), nodeSettings(node, ports + node, quorum));
    }

    private static String bootstrap(int ports) {
        return IntStream.range(0, 3)
                .mapToObj(node -> "127.0.0.1:" + (ports + node))
                .collect(Collectors.joining(","));
    }

    private Map<String, String> nodeSettings(int node, int port, String quorum) {
        var settings = new HashMap<String, String>();
        settings.put("data.dir", temporary.resolve("node" + node).toString());
        settings.put("port", Integer.toString(port));
        settings.put("node.id", Integer.toString(node + 1));
        settings.put("quorum", quorum);
        settings.put("cluster.id", "VEbsN7kTQ3SHZtnAeT5cCQ");
        return settings;
    }

    private static int replicas(BrokerClient client) {
        try (var admin = client.admin()) {
            var described = BrokerClient.get(admin.describeTopics(List.of("topic"))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .toCompletionStage()
                    .toCompletableFuture());
            return described.partitions().getFirst().replicas().size();
        }
    }

    private static List<String> values(int round) {
        return IntStream.range(0, 1000).mapToObj(i -> round + "-" + i).toList();
    }
}
