package dev.logway.standalone.broker;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/** A node's settings in Kafka's own names: small, single-purpose defaults, then what the operator overrides. */
final class KafkaSettings {
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "CLIENT";
    private static final int MAX_REPLICAS = 3;
    private static final int MIB = 1024 * 1024;

    /** What the node's own settings decide; set twice, the two could disagree. */
    private static final Set<String> OWNED = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "controller.quorum.voters",
            "log.dir",
            "log.dirs",
            "metadata.log.dir");

    private KafkaSettings() {}

    /**
     * The settings to start {@code node} with, sorted by name.
     *
     * @throws ConfigException if an override names what the node itself decides
     */
    static Map<String, String> of(BrokerNode node) {
        var settings = new TreeMap<String, String>();
        identity(node, settings);
        replication(node.quorum().size(), settings);
        sizes(settings);
        latencies(settings);
        if (node.quorum().size() == 1) {
            quickReturn(settings);
        } else {
            quickReplacement(settings);
        }
        node.overrides().forEach((name, value) -> {
            if (OWNED.contains(name)) {
                throw new ConfigException(
                        name + ": " + value + " (expected: unset; the node's own settings decide it)");
            }
            settings.put(name, value);
        });
        return settings;
    }

    private static void identity(BrokerNode node, Map<String, String> settings) {
        var clients = CLIENT_LISTENER + "://" + node.host() + ":" + node.port();
        var self = node.quorum().self();
        var controllers = CONTROLLER_LISTENER + "://" + self.host() + ":" + self.port();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(self.id()));
        settings.put("controller.quorum.voters", node.quorum().asSetting());
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("inter.broker.listener.name", CLIENT_LISTENER);
        settings.put("listeners", clients + "," + controllers);
        settings.put("advertised.listeners", clients);
        settings.put(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("log.dirs", node.directory().toString());
    }

    private static void replication(int nodes, Map<String, String> settings) {
        var replicas = Integer.toString(Math.min(nodes, MAX_REPLICAS));
        var inSync = Integer.toString(nodes >= MAX_REPLICAS ? 2 : 1);
        settings.put("default.replication.factor", replicas);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("share.coordinator.state.topic.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        settings.put("auto.create.topics.enable", "false"); // topics are made with their configuration, never by a typo
    }

    /** Threads and buffers for a control plane's load beside a proxy that wants the cores. */
    private static void sizes(Map<String, String> settings) {
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "3");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * MIB));
        settings.put("message.max.bytes", Integer.toString(16 * MIB));
        settings.put("replica.fetch.max.bytes", Integer.toString(16 * MIB));
    }

    private static void latencies(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000"); // a projector that died is replaced sooner
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // A coordinator whose log could not be written because a broker had just died looks again when this has passed,
        // and the transaction stays open until then; Kafka's are 30 s.
        settings.put("request.timeout.ms", "3000");
        // Nobody who reads committed records gets past an open transaction. Kafka lets anybody hold one for 15 min;
        // this is what producers ask for that do not ask for anything.
        settings.put("transaction.max.timeout.ms", "60000");
        // A transaction that follows another at once is held back until the first one's markers are written, which is
        // looked at in these steps; Kafka's are 20 and 100 ms, and the markers take 1.
        settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
        settings.put("add.partitions.to.txn.retry.backoff.max.ms", "10");
        settings.put("controller.quorum.append.linger.ms", "0"); // creating a topic waits for it
    }

    /**
     * After a kill -9 the controller, in the new process, takes the old broker for alive until its session ends, and
     * admits no other under its id. Here the two stall together, and a broker fenced by mistake is back at its next
     * heartbeat, which also bounds how long a controlled shutdown waits.
     */
    private static void quickReturn(Map<String, String> settings) {
        settings.put("broker.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "200");
    }
    /** A broker that is silent for this long is replaced by the others; until then no change is decided. Kafka's 9 s. */
    private static void quickReplacement(Map<String, String> settings) {
        settings.put("broker.session.timeout.ms", "6000");
        settings.put("broker.heartbeat.interval.ms", "1000");
    }
}
