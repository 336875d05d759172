package dev.logway.projector;

import dev.logway.domain.Scope;
import dev.logway.log.CheckpointWriter;
import dev.logway.log.LogUnreachableException;
import dev.logway.log.TopicAdmin;
import dev.logway.log.TopicMismatchException;
import dev.logway.log.TopicSpecs;
import dev.logway.projector.metrics.MetricsServer;
import dev.logway.projector.metrics.ProjectorMetrics;
import dev.logway.projector.topology.CheckpointSink;
import dev.logway.projector.topology.Fetched;
import dev.logway.projector.topology.ProjectorTopology;
import dev.logway.projector.topology.RocksMemory;
import dev.logway.projector.topology.Wiring;
import dev.logway.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running projector: Kafka Streams with everything around it. Threadsafe. */
public final class Projector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final TopicAdmin admin;
    private final RocksMemory memory;
    private final ProjectorMetrics metrics;
    private final @Nullable CheckpointWriter checkpoints;
    private final @Nullable MetricsServer server;
    private final ThreadReplacement replacement = new ThreadReplacement(Projector::localMillis);
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final CountDownLatch settled = new CountDownLatch(1);

    private Projector(ProjectorConfig config, TopicAdmin admin) {
        this.admin = admin;
        metrics = new ProjectorMetrics(Arrays.stream(KafkaStreams.State.values())
                .map(KafkaStreams.State::name)
                .toArray(String[]::new));
        checkpoints = checkpoints(config);
        memory = RocksMemory.allocate();
        var fetched = new Fetched();
        var wiring = new Wiring(
                config.topics(),
                TopicSpecs.SCOPE_PARTITIONS,
                config.memory(),
                config.fleet(),
                StreamsSettings.changelogs(),
                new AdminConfigTopics(admin),
                sink(config.checkpoints(), checkpoints),
                metrics,
                fetched,
                Projector::localMillis,
                InstantSource.system(),
                new KafkaLogGaps(config.settings().kafka(Map.of(), Map.of())));
        try {
            var session = GroupSession.within(admin.brokerSetting(GroupSession.BROKERS_SHORTEST));
            streams = new KafkaStreams(
                    ProjectorTopology.build(wiring), StreamsSettings.of(config, memory, fetched, session));
        } catch (RuntimeException e) {
            memory.close();
            end(checkpoints);
            throw e;
        }
        streams.setStateListener(this::changed);
        streams.setUncaughtExceptionHandler(this::failed);
        try {
            server = server(config.settings());
        } catch (RuntimeException e) {
            streams.close(Duration.ZERO);
            memory.close();
            end(checkpoints);
            throw e;
        }
    }

    /**
     * Starts a projector and returns before it is ready.
     *
     * @param settings as {@link ProjectorConfig#definition()} says
     * @throws ConfigException if settings contradict each other
     * @throws TopicMismatchException if a topic is not as it must be
     * @throws LogUnreachableException if the cluster does not answer
     */
    public static Projector start(Settings settings) {
        var config = new ProjectorConfig(settings);
        var admin = TopicAdmin.connect(settings.kafka(Map.of(), Map.of()), config.specs(), ADMIN_TIMEOUT);
        try {
            admin.ensureFixed();
            for (Scope scope : admin.configScopes()) {
                admin.ensureConfig(scope);
            }
            var projector = new Projector(config, admin);
            projector.streams.start();
            return projector;
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    /**
     * As {@link #start}, and waits for a cluster that does not answer yet, as the other parts do.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static Projector startOnceReachable(Settings settings) throws InterruptedException {
        while (true) {
            try {
                return start(settings);
            } catch (LogUnreachableException e) {
                LOG.warn("the log is not reachable yet: {}", e.getMessage());
                LockSupport.parkNanos(RETRY.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    /** Whether every partition that is this process's is restored and read. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /**
     * Waits until it is ready for the first time.
     *
     * @throws IllegalStateException if it fails, or {@code timeout} passes first
     */
    public void awaitReady(Duration timeout) throws InterruptedException {
        boolean inTime = settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        failure().ifPresent(fault -> {
            throw new IllegalStateException("the projector failed: " + fault);
        });
        if (!inTime) {
            throw new IllegalStateException("the projector is not ready after " + timeout.toMillis() + " ms");
        }
    }

    /** Why it stopped for good; empty while it runs. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** The port of {@code /metrics} and {@code /ready}; empty if there is none. */
    public Optional<Integer> metricsPort() {
        return Optional.ofNullable(server).map(MetricsServer::port);
    }

    /** Ends it within three seconds and leaves the group, so that others take over at once. */
    @Override
    public void close() {
        boolean ended = streams.close(CloseOptions.timeout(CLOSE_LIMIT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (server != null) {
            server.close();
        }
        admin.close();
        end(checkpoints);
        if (ended) {
            memory.close();
        } else {
            LOG.warn(
                    "the projector did not end within {} ms; its state is restored at the next start",
                    CLOSE_LIMIT.toMillis());
        }
    }

    private static @Nullable CheckpointWriter checkpoints(ProjectorConfig config) {
        return config.checkpoints().revisions() == 0
                ? null
                : new CheckpointWriter(
                        config.settings().kafka(Map.of(), Map.of()),
                        config.topics(),
                        config.checkpointKey().orElse(null));
    }

    private static CheckpointSink sink(CheckpointSchedule schedule, @Nullable CheckpointWriter writer) {
        if (writer == null) {
            return CheckpointSink.NONE;
        }
        return head -> {
            if (schedule.isDue(head.image())) {
                writer.offer(head.image(), head.at(), head.previous());
            }
        };
    }

    private static void end(@Nullable CheckpointWriter writer) {
        if (writer != null) {
            writer.close();
        }
    }

    private @Nullable MetricsServer server(Settings settings) {
        int port = settings.integer(ProjectorConfig.METRICS_PORT);
        return port <= 0
                ? null
                : MetricsServer.start(
                        settings.string(ProjectorConfig.METRICS_HOST), port, metrics.registry(), this::isReady);
    }

    private void changed(KafkaStreams.State now, KafkaStreams.State before) {
        metrics.streams(before.name(), now.name());
        LOG.info("Kafka Streams is {}", now);
        if (now == KafkaStreams.State.RUNNING || now == KafkaStreams.State.ERROR) {
            settled.countDown();
        }
    }

    private StreamThreadExceptionResponse failed(Throwable fault) {
        if (fault instanceof Exception && replacement.isAllowed()) {
            LOG.warn("a thread failed and is replaced", fault);
            metrics.threadReplaced();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("the projector stops", fault);
        failure.compareAndSet(null, String.valueOf(root(fault)));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static Throwable root(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** A clock that a correction of the time of day does not touch. */
    private static long localMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
