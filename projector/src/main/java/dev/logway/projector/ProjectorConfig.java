package dev.logway.projector;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.domain.fleet.FleetThresholds;
import dev.logway.log.TopicSpecs;
import dev.logway.projector.fleet.FleetSettings;
import dev.logway.projector.scope.MemoryLimits;
import dev.logway.replay.CheckpointSignature;
import dev.logway.settings.Settings;
import dev.logway.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of a projector. Kafka Streams' and its clients' own stand under {@code kafka.}. */
public final class ProjectorConfig {
    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String REPLICATION = "replication";
    public static final String APPLICATION_ID = "application.id";
    public static final String STATE_DIR = "state.dir";
    public static final String THREADS = "threads";
    public static final String STANDBY_REPLICAS = "standby.replicas";
    public static final String COMMIT_INTERVAL = "commit.interval.ms";
    public static final String IDEMPOTENCY_RETENTION = "idempotency.retention.ms";
    public static final String IDEMPOTENCY_COMMANDS = "idempotency.max.commands";
    public static final String IDEMPOTENCY_BYTES = "idempotency.max.bytes";
    public static final String FLEET_LAG = "fleet.lag.ms";
    public static final String FLEET_LOST = "fleet.lost.ms";
    public static final String FLEET_OFFLINE = "fleet.offline.ms";
    public static final String FLEET_FORGOTTEN = "fleet.forgotten.ms";
    public static final String FLEET_REFRESH = "fleet.refresh.ms";
    public static final String CHECKPOINT_REVISIONS = "checkpoint.revisions";
    public static final String CHECKPOINT_KEY_FILE = "checkpoint.key.file";
    public static final String METRICS_HOST = "metrics.host";
    public static final String METRICS_PORT = "metrics.port";

    private static final String APPLICATION = "projector";
    private static final int MAX_PORT = 65_535;
    private static final ConfigDef.Validator NON_EMPTY = new ConfigDef.NonEmptyString();

    private final Settings settings;

    /** @throws ConfigException if settings contradict each other */
    ProjectorConfig(Settings settings) {
        this.settings = settings;
        topics();
        memory();
        fleet();
    }

    /** Each setting with its type, default, range and meaning. */
    public static ConfigDef definition() {
        var definition = new ConfigDef();
        defineLog(definition);
        defineProcess(definition);
        defineIdempotency(definition);
        defineFleet(definition);
        defineCheckpoints(definition);
        return definition;
    }

    private static void defineLog(ConfigDef definition) {
        definition
                .define(
                        TOPIC_PREFIX,
                        STRING,
                        Topics.DEFAULT_PREFIX,
                        NON_EMPTY,
                        HIGH,
                        "Start of every topic's name; installations with different ones can share a cluster.")
                .define(
                        REPLICATION,
                        INT,
                        3,
                        between(1, Short.MAX_VALUE),
                        HIGH,
                        "Copies of each partition of topics that are made: 3 in a cluster, 1 with a single broker.")
                .define(
                        APPLICATION_ID,
                        STRING,
                        "",
                        MEDIUM,
                        "Name of the group that shares the work, and of its state; empty takes the prefix of the topics"
                                + " and 'projector'.");
    }

    private static void defineProcess(ConfigDef definition) {
        definition
                .define(
                        STATE_DIR,
                        STRING,
                        NO_DEFAULT_VALUE,
                        NON_EMPTY,
                        HIGH,
                        "Directory of this process's copy of the state, its own; when lost it is restored from the"
                                + " log.")
                .define(THREADS, INT, 1, between(1, 64), MEDIUM, "Threads that share the partitions.")
                .define(
                        STANDBY_REPLICAS,
                        INT,
                        1,
                        between(0, 8),
                        MEDIUM,
                        "Other processes that keep a copy of each partition's state, ready to take over.")
                .define(
                        COMMIT_INTERVAL,
                        LONG,
                        20L,
                        between(0, 1_000),
                        LOW,
                        "Milliseconds for which commands that keep coming share a commit at most; alone, one is"
                                + " committed at once.")
                .define(METRICS_HOST, STRING, "127.0.0.1", NON_EMPTY, LOW, "Address of /metrics and /ready.")
                .define(
                        METRICS_PORT,
                        INT,
                        0,
                        between(-1, MAX_PORT),
                        MEDIUM,
                        "Port of /metrics and /ready; 0 or -1 for none.");
    }

    private static void defineIdempotency(ConfigDef definition) {
        definition
                .define(
                        IDEMPOTENCY_RETENTION,
                        LONG,
                        MemoryLimits.DEFAULT.retention().toMillis(),
                        atLeast(1),
                        MEDIUM,
                        "Milliseconds, on the broker's clock, for which a repeated command gets the first answer.")
                .define(
                        IDEMPOTENCY_COMMANDS,
                        INT,
                        MemoryLimits.DEFAULT.commands(),
                        atLeast(1),
                        LOW,
                        "Commands that each group remembers at most.")
                .define(
                        IDEMPOTENCY_BYTES,
                        LONG,
                        MemoryLimits.DEFAULT.answerBytes(),
                        atLeast(0),
                        LOW,
                        "Bytes of answers that each group remembers at most.");
    }

    private static void defineCheckpoints(ConfigDef definition) {
        definition
                .define(
                        CHECKPOINT_REVISIONS,
                        LONG,
                        10_000L,
                        atLeast(0),
                        MEDIUM,
                        "Revisions of a group after which its whole configuration is kept, so that moments of the past"
                                + " are shown soon; a group with more resources than that keeps as many times fewer. 0 keeps none.")
                .define(
                        CHECKPOINT_KEY_FILE,
                        STRING,
                        "",
                        MEDIUM,
                        "PEM file of the Ed25519 private key that signs what is kept; empty to sign nothing.");
    }

    private static void defineFleet(ConfigDef definition) {
        var thresholds = FleetThresholds.DEFAULT;
        definition
                .define(
                        FLEET_LAG,
                        LONG,
                        thresholds.lag().toMillis(),
                        atLeast(1),
                        MEDIUM,
                        "Milliseconds for which a revision may be decided and not served before an instance counts as"
                                + " heartbeat_only.")
                .define(
                        FLEET_LOST,
                        LONG,
                        thresholds.lost().toMillis(),
                        atLeast(1),
                        MEDIUM,
                        "Milliseconds without a heartbeat after which an instance counts as lost_connection.")
                .define(
                        FLEET_OFFLINE,
                        LONG,
                        thresholds.offline().toMillis(),
                        atLeast(1),
                        MEDIUM,
                        "Milliseconds without a heartbeat after which an instance counts as offline.")
                .define(
                        FLEET_FORGOTTEN,
                        LONG,
                        thresholds.forgotten().toMillis(),
                        atLeast(1),
                        MEDIUM,
                        "Milliseconds without a heartbeat after which an instance is forgotten.")
                .define(
                        FLEET_REFRESH,
                        LONG,
                        FleetSettings.DEFAULT.refresh().toMillis(),
                        atLeast(0),
                        LOW,
                        "Milliseconds between two publications of an instance whose heartbeats say nothing new.");
    }

    Settings settings() {
        return settings;
    }

    Topics topics() {
        return checked(() -> new Topics(settings.string(TOPIC_PREFIX)));
    }

    TopicSpecs specs() {
        return new TopicSpecs(topics(), (short) settings.integer(REPLICATION));
    }

    String applicationId() {
        return settings.text(APPLICATION_ID).orElseGet(() -> topics().prefix() + APPLICATION);
    }

    MemoryLimits memory() {
        return checked(() -> new MemoryLimits(
                settings.duration(IDEMPOTENCY_RETENTION),
                settings.integer(IDEMPOTENCY_COMMANDS),
                settings.number(IDEMPOTENCY_BYTES)));
    }

    CheckpointSchedule checkpoints() {
        return new CheckpointSchedule(settings.number(CHECKPOINT_REVISIONS));
    }

    /** @throws ConfigException if the file cannot be read, or holds no Ed25519 key */
    Optional<PrivateKey> checkpointKey() {
        return settings.text(CHECKPOINT_KEY_FILE).map(file -> {
            try {
                return CheckpointSignature.privateKey(Files.readString(Path.of(file)));
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigException(CHECKPOINT_KEY_FILE + ": " + file + " (" + e.getMessage()
                        + "; expected: a PEM file with an Ed25519 private key)");
            }
        });
    }

    FleetSettings fleet() {
        return checked(() -> new FleetSettings(
                new FleetThresholds(
                        settings.duration(FLEET_LAG),
                        settings.duration(FLEET_LOST),
                        settings.duration(FLEET_OFFLINE),
                        settings.duration(FLEET_FORGOTTEN)),
                settings.duration(FLEET_REFRESH)));
    }

    private static <T> T checked(Supplier<T> setting) {
        try {
            return setting.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
