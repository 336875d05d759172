package dev.logway.api;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.api.http.ApiLimits;
import dev.logway.api.key.ApiKeys;
import dev.logway.api.log.LogSettings;
import dev.logway.log.TopicSpecs;
import dev.logway.replay.CheckpointSignature;
import dev.logway.secret.SecretCipher;
import dev.logway.secret.SecretSettings;
import dev.logway.settings.Settings;
import dev.logway.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of a command API. Its Kafka clients' own stand under {@code kafka.}. */
public final class ApiConfig {
    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";
    public static final String TLS_CERTIFICATE = "tls.certificate";
    public static final String TLS_KEY = "tls.key";
    public static final String KEYS_FILE = "admin.keys.file";
    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String REPLICATION = "replication";
    public static final String OUTCOME_TIMEOUT = "outcome.timeout.ms";
    public static final String LOG_TIMEOUT = "log.timeout.ms";
    public static final String OUTSTANDING = "commands.outstanding.max";
    public static final String LOOK_BACK = "events.look.back";
    public static final String CHECKPOINT_KEY = "checkpoint.public.key.file";

    private static final int MAX_PORT = 65_535;
    private static final long MAX_WAIT_MILLIS = 60_000;
    private static final ConfigDef.Validator NON_EMPTY = new ConfigDef.NonEmptyString();

    private final Settings settings;

    /**
     * Reads settings parsed with {@link #definition()}.
     *
     * @throws ConfigException if settings contradict each other
     */
    ApiConfig(Settings settings) {
        this.settings = settings;
        if (!settings.kafka(Map.of(), Map.of()).containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new ConfigException("kafka.bootstrap.servers: not set (expected: host:port of one broker or more)");
        }
        topics();
    }

    /** Each setting with its type, default, range and meaning. */
    public static ConfigDef definition() {
        var definition = new ConfigDef();
        defineHttp(definition);
        defineLog(definition);
        defineCommands(definition);
        return SecretSettings.define(definition);
    }

    private static void defineHttp(ConfigDef definition) {
        definition
                .define(
                        HTTP_HOST,
                        STRING,
                        "127.0.0.1",
                        NON_EMPTY,
                        HIGH,
                        "Address the API listens on; any but a loopback address needs TLS and keys.")
                .define(
                        HTTP_PORT,
                        INT,
                        9180,
                        between(0, MAX_PORT),
                        HIGH,
                        "Port the API listens on; 0 takes a free one.")
                .define(
                        KEYS_FILE,
                        STRING,
                        "",
                        HIGH,
                        "File of the keys that open the API, one 'name:sha256-in-hexadecimal' a line; empty for no keys,"
                                + " so that only /v1/ready, /v1/openapi.json and /metrics answer.")
                .define(
                        TLS_CERTIFICATE,
                        STRING,
                        "",
                        MEDIUM,
                        "PEM file of the server's certificate and those that vouch for it; empty for plain HTTP.")
                .define(TLS_KEY, STRING, "", MEDIUM, "PEM file of the certificate's private key.");
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
                        LOG_TIMEOUT,
                        LONG,
                        3_000L,
                        between(100, MAX_WAIT_MILLIS),
                        MEDIUM,
                        "Milliseconds in which the log must confirm a command.")
                .define(
                        LOOK_BACK,
                        LONG,
                        5_000L,
                        atLeast(0),
                        LOW,
                        "Offsets of each partition of the events that are read again at start, for recent outcomes.")
                .define(
                        CHECKPOINT_KEY,
                        STRING,
                        "",
                        MEDIUM,
                        "PEM file of the Ed25519 public key by which checkpoints must be signed; empty to take those that"
                                + " nobody signed.");
    }

    private static void defineCommands(ConfigDef definition) {
        definition
                .define(
                        OUTCOME_TIMEOUT,
                        LONG,
                        5_000L,
                        between(1, MAX_WAIT_MILLIS),
                        MEDIUM,
                        "Milliseconds for which a command's outcome is waited for.")
                .define(OUTSTANDING, INT, 10_000, atLeast(1), LOW, "Commands whose outcome is waited for at once.");
    }

    HttpSettings http() {
        return HttpSettings.check(
                settings.string(HTTP_HOST),
                settings.integer(HTTP_PORT),
                settings.text(TLS_CERTIFICATE).map(Path::of),
                settings.text(TLS_KEY).map(Path::of),
                settings.text(KEYS_FILE)
                        .map(file -> ApiKeys.read(Path.of(file)))
                        .orElse(ApiKeys.NONE));
    }

    /** @throws ConfigException if the keyset cannot be read */
    SecretCipher cipher(Map<String, String> environment) {
        return SecretSettings.cipher(settings, environment);
    }

    ApiLimits limits() {
        return new ApiLimits(settings.duration(OUTCOME_TIMEOUT), settings.integer(OUTSTANDING));
    }

    LogSettings log() {
        return new LogSettings(
                settings.kafka(Map.of(), Map.of()),
                new TopicSpecs(topics(), (short) settings.integer(REPLICATION)),
                settings.duration(LOG_TIMEOUT),
                settings.number(LOOK_BACK),
                checkpointKey().orElse(null));
    }

    /** @throws ConfigException if the file cannot be read, or holds no Ed25519 key */
    private Optional<PublicKey> checkpointKey() {
        return settings.text(CHECKPOINT_KEY).map(file -> {
            try {
                return CheckpointSignature.publicKey(Files.readString(Path.of(file)));
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigException(CHECKPOINT_KEY + ": " + file + " (" + e.getMessage()
                        + "; expected: a PEM file with an Ed25519 public key)");
            }
        });
    }

    private Topics topics() {
        try {
            return new Topics(settings.string(TOPIC_PREFIX));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
