package dev.logway.log;

import static java.util.Objects.requireNonNull;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the config topics of any number of scopes on one thread with one consumer, for as long as it is open.
 * Whatever fails is retried; what was published stays. Publishers are called on the reader's thread.
 */
public final class ConfigReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 500;

    private final Clients clients;
    private final Topics topics;
    private final Queue<FollowedScope> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<Scope, ReaderStatus> statuses = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<TopicPartition, FollowedScope> followed = new LinkedHashMap<>();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private boolean connected;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /** Where a reader gets its clients from, new ones for each of its lives. */
    interface Clients {
        Consumer<byte[], byte[]> consumer();

        TopicFinder topics();
    }

    /** @param clients are asked on the reader's thread */
    ConfigReader(String threadName, Clients clients, Topics topics) {
        this.topics = topics;
        this.clients = clients;
        this.thread = new Thread(this::run, threadName);
    }

    private static Map<String, Object> settings(String clientId, Map<String, Object> kafka) {
        var settings = new HashMap<String, Object>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
        settings.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000L);
        return settings;
    }

    /**
     * Starts a reader that follows nothing yet.
     *
     * @param kafka settings of a consumer, {@code bootstrap.servers} among them
     */
    public static ConfigReader start(String threadName, Map<String, Object> kafka, Topics topics) {
        Map<String, Object> settings = settings(threadName, kafka);
        var reader = new ConfigReader(threadName, clients(settings), topics);
        reader.start();
        return reader;
    }

    void start() {
        thread.start();
    }

    private static Clients clients(Map<String, Object> settings) {
        return new Clients() {
            @Override
            public Consumer<byte[], byte[]> consumer() {
                return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }

            @Override
            public TopicFinder topics() {
                var admin = new HashMap<>(settings);
                admin.keySet().retainAll(AdminClientConfig.configNames());
                return TopicLookup.connect(admin, ADMIN_TIMEOUT);
            }
        };
    }

    /**
     * Follows a scope from now on.
     *
     * @param base what is served already; the scope's empty image if nothing is
     * @param resume where {@code base} was published, or null to read from the start
     */
    public void follow(ScopeImage base, @Nullable LogPosition resume, ImagePublisher publisher) {
        Scope scope = base.scope();
        if (statuses.putIfAbsent(scope, ReaderStatus.STARTING) != null) {
            throw new IllegalArgumentException("scope: " + scope + " (expected: one that is not followed yet)");
        }
        arrivals.add(new FollowedScope(base, resume, topics.config(scope), publisher, background, System::nanoTime));
        wakeup();
    }

    /** How following {@code scope} goes. */
    public ReaderStatus status(Scope scope) {
        return statuses.getOrDefault(scope, ReaderStatus.STARTING);
    }

    /** Stops reading; returns when the reader's thread has ended, or after two seconds. */
    @Override
    public void close() {
        closing.countDown();
        wakeup();
        background.shutdownNow();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeup() {
        var current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void run() {
        while (isOpen()) {
            try {
                read();
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException | Error e) {
                // An error, too: a reader that is gone for good would leave the node on its old configuration in
                // silence.
                LOG.warn("Reading the configuration failed; starting again", e);
                followed.values().forEach(scope -> scope.interrupted("reading failed: " + e));
                connected = false;
                publishStatuses();
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read() {
        try (var current = clients.consumer();
                var lookup = clients.topics()) {
            consumer = current;
            Metric connections = connections(current);
            while (isOpen()) {
                turn(current, lookup, connections);
            }
        }
    }

    private void turn(Consumer<byte[], byte[]> current, TopicFinder lookup, Metric connections) {
        for (FollowedScope scope = arrivals.poll(); scope != null; scope = arrivals.poll()) {
            followed.put(scope.partition(), scope);
        }
        boolean waiting = false;
        for (FollowedScope scope : followed.values()) {
            if (scope.isReading()) {
                scope.checkIdentity(lookup, current);
            } else if (scope.find(lookup)) {
                assign(scope.partition(), current);
                scope.seek(current);
            } else {
                waiting = true;
            }
        }
        if (current.assignment().isEmpty()) {
            connected = false;
            publishStatuses();
            pause();
            return;
        }
        poll(current, waiting ? Duration.ofMillis(RETRY_MILLIS) : POLL);
        followed.values().forEach(scope -> scope.afterPoll(current));
        connected = connections.metricValue() instanceof Double count && count > 0;
        publishStatuses();
    }

    private static void assign(TopicPartition partition, Consumer<?, ?> current) {
        var assignment = new HashSet<>(current.assignment());
        if (assignment.add(partition)) {
            current.assign(assignment);
        }
    }

    private void poll(Consumer<byte[], byte[]> current, Duration wait) {
        try {
            ConsumerRecords<byte[], byte[]> records = current.poll(wait);
            for (TopicPartition partition : records.partitions()) {
                requireNonNull(followed.get(partition)).accept(records.records(partition));
            }
        } catch (WakeupException e) {
            LOG.trace("Woken up");
        } catch (InvalidOffsetException e) {
            for (TopicPartition partition : e.partitions()) {
                LOG.warn("{} no longer has the offset to resume at; reading it from the start", partition.topic());
                requireNonNull(followed.get(partition)).rebuild(current);
            }
        }
    }

    private void publishStatuses() {
        for (FollowedScope scope : followed.values()) {
            statuses.put(
                    scope.scope(),
                    new ReaderStatus(
                            connected,
                            scope.isCaughtUp(),
                            scope.recordsBehind(),
                            scope.digestMismatches(),
                            scope.faults()));
        }
    }

    /** The consumer's own count; looked up once, because there are some hundred metrics. */
    private static Metric connections(Consumer<?, ?> current) {
        return current.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-count")
                        && metric.metricName().group().equals("consumer-metrics"))
                .findFirst()
                .orElseThrow();
    }

    private void pause() {
        try {
            if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.trace("Closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
