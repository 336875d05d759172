package dev.logway.projector.topology;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.projector.fleet.FleetSettings;
import dev.logway.projector.metrics.ProjectorMetrics;
import dev.logway.projector.scope.Asks;
import dev.logway.projector.scope.LogRecord;
import dev.logway.projector.scope.MemoryLimits;
import dev.logway.projector.scope.ScopeHead;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.FleetCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The topology on Kafka's test driver, with one partition and a clock that stands still until it is advanced. Its
 * state survives {@link #restart()}, as that of a process does.
 */
final class Rig implements AutoCloseable {
    static final Topics TOPICS = Topics.byDefault();

    private static final String APPLICATION = "projector";

    final ProjectorMetrics metrics = new ProjectorMetrics("RUNNING");
    final Set<Scope> ensured = new TreeSet<>();
    final List<ScopeHead> offered = new ArrayList<>();
    private final Map<String, List<LogRecord>> written = new HashMap<>();
    private final Path directory;
    private final RocksMemory memory = RocksMemory.allocate();
    private Instant now = Asks.START;
    private int runs;
    private TopologyTestDriver driver;

    Rig(Path directory) {
        this.directory = directory;
        driver = start();
    }

    /** Ends the process and starts another on the same state. */
    void restart() {
        driver.producedTopicNames().forEach(this::drain);
        // The driver clears its directory when it is closed.
        for (String store : List.of(ProjectorTopology.SCOPES_STORE, ProjectorTopology.FLEET_STORE)) {
            copy(store(store), state(runs + 1).resolve(Path.of(APPLICATION, "0_0", "rocksdb", store)));
        }
        driver.close();
        runs++;
        driver = start();
    }

    /** Lets time go by while no process runs. */
    void sleepThrough(Duration duration) {
        now = now.plus(duration);
        restart();
    }

    void advance(Duration duration) {
        now = now.plus(duration);
        driver.advanceWallClockTime(duration);
    }

    Instant now() {
        return now;
    }

    void command(Command command) {
        record(TOPICS.commands(), Keys.of(command.scope()), CommandCodec.encode(command));
    }

    void heartbeat(Heartbeat heartbeat) {
        record(TOPICS.heartbeats(), Keys.of(heartbeat.instance()), FleetCodec.encode(heartbeat));
    }

    void record(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(key, value, now);
    }

    /** What was written to {@code topic} since the last call. */
    List<LogRecord> written(String topic) {
        drain(topic);
        var records = written.remove(topic);
        return records == null ? List.of() : records;
    }

    private void drain(String topic) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
            var record = output.readRecord();
            written.computeIfAbsent(topic, _ -> new ArrayList<>()).add(new LogRecord(record.key(), record.value()));
        }
    }

    List<Event> events() {
        return written(TOPICS.events()).stream()
                .map(record -> EventCodec.decode(record.key(), record.value()))
                .toList();
    }

    /** Instances as they were published since the last call; empty for one that was forgotten. */
    List<Optional<Instance>> instances() {
        return written(TOPICS.instances()).stream()
                .map(record -> Optional.ofNullable(record.value())
                        .map(value -> FleetCodec.decodeInstance(record.key(), value)))
                .toList();
    }

    List<InstanceTransition> transitions() {
        return written(TOPICS.instanceEvents()).stream()
                .map(record -> FleetCodec.decodeTransition(record.value()))
                .toList();
    }

    KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
    }

    private TopologyTestDriver start() {
        var wiring = new Wiring(
                TOPICS,
                1,
                MemoryLimits.DEFAULT,
                FleetSettings.DEFAULT,
                Map.of(),
                ensured::add,
                offered::add,
                metrics,
                new Fetched(),
                () -> now.toEpochMilli(),
                () -> now,
                (_, _, _) -> true);
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state(runs).toString());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
        settings.put(SmallStores.MEMORY, memory);
        return new TopologyTestDriver(ProjectorTopology.build(wiring), settings, now);
    }

    private Path state(int run) {
        return directory.resolve("run-" + run);
    }

    private static void copy(KeyValueStore<Bytes, byte[]> store, Path directory) {
        try (var options = new Options().setCreateIfMissing(true);
                var entries = store.all()) {
            Files.createDirectories(directory);
            try (var copy = RocksDB.open(options, directory.toString())) {
                while (entries.hasNext()) {
                    var entry = entries.next();
                    copy.put(entry.key.get(), entry.value);
                }
            }
        } catch (IOException | RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }
}
