package dev.logway.standalone.broker;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The settings of a broker that runs as a process of its own: {@code logway broker --config FILE}. */
public final class BrokerConfig {
    public static final String DATA_DIR = "data.dir";
    public static final String HOST = "host";
    public static final String PORT = "port";
    public static final String CONTROLLER_PORT = "controller.port";
    public static final String NODE_ID = "node.id";
    public static final String QUORUM = "quorum";
    public static final String CLUSTER_ID = "cluster.id";

    /** Settings that start so are Kafka's own, handed on without the prefix. */
    public static final String KAFKA_PREFIX = "kafka.";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    DATA_DIR,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyString(),
                    Importance.HIGH,
                    "Directory of this node's log, its own and created when absent.")
            .define(
                    HOST,
                    ConfigDef.Type.STRING,
                    Ports.LOOPBACK,
                    new NonEmptyString(),
                    Importance.MEDIUM,
                    "Address on which the node listens and which it tells its clients.")
            .define(
                    PORT,
                    ConfigDef.Type.INT,
                    19_092,
                    Range.between(0, Ports.MAX_PORT),
                    Importance.HIGH,
                    "Port for clients; 0 takes a free one.")
            .define(
                    CONTROLLER_PORT,
                    ConfigDef.Type.INT,
                    0,
                    Range.between(0, Ports.MAX_PORT),
                    Importance.MEDIUM,
                    "Port of the node's controller; 0 takes the one that quorum names, or a free one on a node alone.")
            .define(
                    NODE_ID,
                    ConfigDef.Type.INT,
                    1,
                    Range.atLeast(0),
                    Importance.MEDIUM,
                    "Number of this node in its quorum.")
            .define(
                    QUORUM,
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                    Importance.MEDIUM,
                    "All nodes of the cluster as id@host:controller-port, the same list on each; empty for a node alone.")
            .define(
                    CLUSTER_ID,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigDef.LambdaValidator.with(
                            BrokerConfig::requireClusterId, () -> "22 characters of URL-safe base64"),
                    Importance.MEDIUM,
                    "Id of the cluster, the same on each node; empty lets a node alone make its own at first start.");

    private final BrokerNode node;

    /**
     * Reads settings.
     *
     * @throws ConfigException if one is unknown, missing, out of range or at odds with another; the message names it
     */
    public BrokerConfig(Map<String, String> settings) {
        refuseUnknown(settings);
        var own = new TreeMap<>(settings);
        own.keySet().removeIf(name -> name.startsWith(KAFKA_PREFIX));
        node = node(new AbstractConfig(DEFINITION, own, false), kafka(settings));
    }

    /** Each setting with its type, default, range and meaning. */
    public static ConfigDef definition() {
        return new ConfigDef(DEFINITION);
    }

    BrokerNode node() {
        return node;
    }

    private static void refuseUnknown(Map<String, String> settings) {
        var unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(DEFINITION.names());
        unknown.removeIf(name -> name.startsWith(KAFKA_PREFIX));
        if (!unknown.isEmpty()) {
            var known = new TreeSet<>(DEFINITION.names()).stream().collect(joining(", "));
            throw new ConfigException("unknown settings: " + unknown + " (expected: " + known
                    + ", or Kafka's own after " + KAFKA_PREFIX + ")");
        }
    }

    private static Map<String, String> kafka(Map<String, String> settings) {
        var kafka = new TreeMap<String, String>();
        settings.forEach((name, value) -> {
            if (name.startsWith(KAFKA_PREFIX)) {
                kafka.put(name.substring(KAFKA_PREFIX.length()), value);
            }
        });
        return kafka;
    }

    private static BrokerNode node(AbstractConfig config, Map<String, String> kafka) {
        try {
            return new BrokerNode(
                    Path.of(config.getString(DATA_DIR)),
                    config.getString(HOST),
                    config.getInt(PORT),
                    quorum(config),
                    kafka);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static Quorum quorum(AbstractConfig config) {
        int nodeId = config.getInt(NODE_ID);
        int controllerPort = config.getInt(CONTROLLER_PORT);
        var clusterId = config.getString(CLUSTER_ID).isEmpty() ? null : config.getString(CLUSTER_ID);
        var voters = config.getList(QUORUM).stream().map(Voter::parse).toList();
        if (voters.isEmpty()) {
            return new Quorum(nodeId, List.of(new Voter(nodeId, config.getString(HOST), controllerPort)), clusterId);
        }
        if (voters.size() > 1 && clusterId == null) {
            throw new ConfigException(
                    CLUSTER_ID + ": (expected: the same on each node, such as " + Uuid.randomUuid() + ")");
        }
        var quorum = new Quorum(nodeId, voters, clusterId);
        if (controllerPort != 0 && controllerPort != quorum.self().port()) {
            throw new ConfigException(CONTROLLER_PORT + ": " + controllerPort + " (expected: "
                    + quorum.self().port() + ", as " + QUORUM + " says)");
        }
        return quorum;
    }

    private static void requireClusterId(String name, Object value) {
        var text = (String) value;
        if (text.isEmpty()) {
            return;
        }
        try {
            Uuid.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + text + " (expected: 22 characters of URL-safe base64, such as "
                    + Uuid.randomUuid() + ")");
        }
    }
}
