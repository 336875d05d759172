package dev.logway.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.log.CheckpointWriter;
import dev.logway.log.ScopePartition;
import dev.logway.log.TopicAdmin;
import dev.logway.log.TopicSpecs;
import dev.logway.standalone.broker.EmbeddedBroker;
import dev.logway.standalone.broker.EmbeddedBrokerConfig;
import dev.logway.testkit.Commands;
import dev.logway.testkit.CompactedTopic;
import dev.logway.testkit.DecidedHistory;
import dev.logway.testkit.Resources;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logway export}, {@code verify} and {@code replay}, on a real broker. */
class VerifyIT {
    private static final Scope SCOPE = Commands.SCOPE;
    private static final Topics TOPICS = Topics.byDefault();
    private static final String EVENTS = TOPICS.events();

    @TempDir
    Path directory;

    private @Nullable EmbeddedBroker broker;
    private final KeyPair keys = keys();
    private final DecidedHistory history = DecidedHistory.of(List.of(
            Commands.put(Resources.group("default"), Resources.upstream("u1")),
            Commands.put(Resources.upstream("u2")),
            Commands.delete(Resources.upstream("nope").key()),
            Commands.put(Resources.upstream("u3"))));

    private record Ran(int status, String out, String err) {}

    @BeforeEach
    void write() throws Exception {
        broker = EmbeddedBroker.start(new EmbeddedBrokerConfig(directory.resolve("broker"), 0, 0, Map.of()));
        try (var admin = TopicAdmin.connect(kafka(), new TopicSpecs(TOPICS, (short) 1), Duration.ofSeconds(20))) {
            admin.ensureFixed();
            admin.ensureConfig(SCOPE);
        }
        for (CompactedTopic.LogRecord record : history.config().records()) {
            append(TOPICS.config(SCOPE), 0, record.key(), record.value());
        }
        for (DecidedHistory.Recorded recorded : history.events()) {
            append(EVENTS, partition(), Keys.of(SCOPE), recorded.value());
        }
        try (var writer = new CheckpointWriter(kafka(), TOPICS, keys.getPrivate())) {
            writer.write(
                    history.image(2),
                    Instant.EPOCH,
                    EventCodec.hash(history.events().get(1).value()));
        }
        Files.writeString(directory.resolve("key.pub"), pem(keys));
        Files.writeString(directory.resolve("other.pub"), pem(keys()));
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void whatIsInOrderIsSaidToBeFromTheLogAndFromAFile() {
        Path file = directory.resolve("default.avro");
        Ran export = run("export", "--group", "default", "--to", file.toString(), "--kafka", bootstrap());
        assertEquals(0, export.status, export.err);
        String expected = "group/default is in order: 4 events up to revision 3, 4 resources, 1 checkpoints, 1 signed";
        String key = directory.resolve("key.pub").toString();
        Ran live = run("verify", "--group", "default", "--kafka", bootstrap(), "--public-key", key);
        assertEquals(new Ran(0, expected, ""), live);
        stopBroker();
        Ran offline = run("verify", "--group", "default", "--from-file", file.toString(), "--public-key", key);
        assertEquals(new Ran(0, expected, ""), offline);
    }

    @Test
    void theFirstEventThatIsNotAsItMustBeIsNamed() throws Exception {
        append(EVENTS, partition(), Keys.of(SCOPE), history.events().get(1).value());
        Ran verify = run("verify", "--group", "default", "--kafka", bootstrap());
        assertEquals(3, verify.status, verify.err);
        assertTrue(verify.out.contains("topic:     logway.events\n"), verify.out);
        assertTrue(verify.out.contains("partition: " + partition() + "\n"), verify.out);
        assertTrue(verify.out.contains("offset:    4\n"), verify.out);
        assertTrue(verify.out.contains("in order up to revision 3\n"), verify.out);
        assertTrue(verify.out.contains("expected:  the event of revision 4\n"), verify.out);
        assertTrue(verify.out.contains("found:     that of revision 2"), verify.out);
    }

    @Test
    void aConfigTopicThatIsNotTheFoldIsNamed() throws Exception {
        append(TOPICS.config(SCOPE), 0, Keys.of(Resources.upstream("u3").key()), null);
        Ran verify = run("verify", "--group", "default", "--kafka", bootstrap());
        assertEquals(3, verify.status, verify.err);
        assertTrue(verify.out.contains("topic:     logway.config.group.default\n"), verify.out);
        assertTrue(verify.out.contains("expected:  upstreams/u3 before the seal"), verify.out);
    }

    @Test
    void theWrongKeyIsNoticed() {
        Ran verify = run(
                "verify",
                "--group",
                "default",
                "--kafka",
                bootstrap(),
                "--public-key",
                directory.resolve("other.pub").toString());
        assertEquals(3, verify.status, verify.err);
        assertTrue(verify.out.contains("topic:     logway.checkpoints\n"), verify.out);
    }

    @Test
    void aFileThatWasCutOrAlteredIsNamedToTheRecord() throws Exception {
        Path file = directory.resolve("default.avro");
        run("export", "--group", "default", "--to", file.toString(), "--kafka", bootstrap());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 40));
        Ran cut = run("verify", "--group", "default", "--from-file", file.toString());
        assertEquals(3, cut.status, cut.err);
        assertTrue(cut.out.contains("record "), cut.out);
    }

    @Test
    void aDamagedConfigTopicIsMadeWhatTheEventsSay() throws Exception {
        append(TOPICS.config(SCOPE), 0, Keys.of(Resources.upstream("u3").key()), null);
        append(TOPICS.config(SCOPE), 0, Keys.of(Resources.upstream("u2").key()), new byte[] {1, 2, 3});
        append(TOPICS.config(SCOPE), 0, Keys.of(Resources.upstream("u9").key()), new byte[] {4});
        assertEquals(3, run("verify", "--group", "default", "--kafka", bootstrap()).status);
        Ran replay = run("replay", "--group", "default", "--kafka", bootstrap());
        assertEquals(
                new Ran(0, "group/default is at revision 3; 4 records were written to its config topic", ""), replay);
        assertEquals(0, run("verify", "--group", "default", "--kafka", bootstrap()).status);
        Ran again = run("replay", "--group", "default", "--kafka", bootstrap());
        assertEquals(new Ran(0, "group/default is at revision 3; its config topic was as it must be", ""), again);
    }

    @Test
    void aLostConfigTopicIsMadeAgain() throws Exception {
        try (var admin = Admin.create(kafka())) {
            admin.deleteTopics(List.of(TOPICS.config(SCOPE))).all().get();
        }
        Ran replay = run("replay", "--group", "default", "--kafka", bootstrap());
        assertEquals(0, replay.status, replay.err);
        assertEquals(0, run("verify", "--group", "default", "--kafka", bootstrap()).status);
    }

    @Test
    void damagedEventsAreNotReplayed() throws Exception {
        append(EVENTS, partition(), Keys.of(SCOPE), history.events().get(1).value());
        Ran replay = run("replay", "--group", "default", "--kafka", bootstrap());
        assertEquals(3, replay.status, replay.err);
        assertTrue(replay.err.contains("logway.events-" + partition() + "@4: "), replay.err);
    }

    @Test
    void whatCannotBeReadIsNoDivergence() {
        assertEquals(1, run("verify", "--group", "default", "--kafka", "127.0.0.1:1").status);
        assertEquals(1, run("verify", "--group", "nope", "--kafka", bootstrap()).status);
        assertEquals(
                1,
                run(
                                "verify",
                                "--group",
                                "a",
                                "--from-file",
                                directory.resolve("none").toString())
                        .status);
        assertEquals(2, run("verify").status);
    }

    private Ran run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = LogwayCli.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(status, out.toString().strip(), err.toString().strip());
    }

    private String bootstrap() {
        return broker == null ? "" : broker.bootstrapServers();
    }

    private void stopBroker() {
        stop();
        broker = null;
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    private static int partition() {
        return ScopePartition.of(SCOPE, TopicSpecs.SCOPE_PARTITIONS);
    }

    private void append(String topic, int partition, byte[] key, byte @Nullable [] value) throws Exception {
        try (var producer = new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
