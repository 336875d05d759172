package dev.logway.log;

import static java.util.Objects.requireNonNull;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
    private static final long IDENTITY_CHECK_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long REBUILD_INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();

    private final Map<String, Object> settings;
    private final Topics topics;
    private final Queue<Follow> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<Scope, ReaderStatus> statuses = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<TopicPartition, Follow> follows = new LinkedHashMap<>();
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /** One scope that is followed; confined to the reader's thread once it has arrived. */
    private static final class Follow {
        final Scope scope;
        final TopicPartition partition;
        final ImagePublisher publisher;
        ScopeImage published;

        @Nullable
        LogPosition resume;

        @Nullable
        ScopeLoader loader;

        String clusterId = "";
        String topicId = "";
        long identityCheckedNanos;
        long rebuiltNanos;

        @Nullable
        String waiting;

        Follow(ScopeImage base, @Nullable LogPosition resume, String topic, ImagePublisher publisher) {
            this.scope = base.scope();
            this.partition = new TopicPartition(topic, 0);
            this.published = base;
            this.resume = resume;
            this.publisher = publisher;
        }

        LogPosition position(long offset) {
            return new LogPosition(clusterId, topicId, offset);
        }

        /** Called through the loader, so that a later restart goes on from what was published last. */
        void publish(Loaded loaded) {
            publisher.publish(loaded);
            published = loaded.image();
            resume = loaded.position();
        }
    }

    private ConfigReader(String threadName, Map<String, Object> kafka, Topics topics) {
        this.topics = topics;
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, threadName);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
        settings.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000L);
        this.thread = new Thread(this::run, threadName);
    }

    /**
     * Starts a reader that follows nothing yet.
     *
     * @param kafka settings of a consumer, {@code bootstrap.servers} among them
     */
    public static ConfigReader start(String threadName, Map<String, Object> kafka, Topics topics) {
        var reader = new ConfigReader(threadName, kafka, topics);
        reader.thread.start();
        return reader;
    }

    /**
     * Follows a scope from now on.
     *
     * @param base what is served already; the scope's empty image if nothing is
     * @param resume where {@code base} was published, or null to read from the start
     */
    public void follow(ScopeImage base, @Nullable LogPosition resume, ImagePublisher publisher) {
        if (statuses.putIfAbsent(base.scope(), ReaderStatus.STARTING) != null) {
            throw new IllegalArgumentException("scope: " + base.scope() + " (expected: one that is not followed yet)");
        }
        arrivals.add(new Follow(base, resume, topics.config(base.scope()), publisher));
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
            try (var current = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                    var admin = TopicAdmin.connect(adminSettings(), new TopicSpecs(topics, (short) 1), ADMIN_TIMEOUT)) {
                consumer = current;
                follows.values().forEach(follow -> follow.loader = null);
                while (isOpen()) {
                    turn(current, admin);
                }
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Reading the configuration failed; starting again: {}", e.toString());
                follows.values().forEach(follow -> follow.waiting = "reading failed: " + e);
                publishStatuses(false);
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void turn(KafkaConsumer<byte[], byte[]> current, TopicAdmin admin) {
        for (Follow arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            follows.put(arrival.partition, arrival);
        }
        boolean waiting = false;
        for (Follow follow : follows.values()) {
            if (follow.loader == null) {
                waiting |= !begin(follow, current, admin);
            } else {
                checkIdentity(follow, current, admin);
            }
        }
        if (current.assignment().isEmpty()) {
            publishStatuses(false);
            pause();
            return;
        }
        poll(current, waiting ? Duration.ofMillis(RETRY_MILLIS) : POLL);
        follows.values().forEach(follow -> afterPoll(follow, current));
        publishStatuses(isConnected(current));
    }

    /** Starts reading a scope; false if its topic cannot be had yet. */
    private boolean begin(Follow follow, KafkaConsumer<byte[], byte[]> current, TopicAdmin admin) {
        try {
            follow.clusterId = admin.clusterId();
            follow.topicId = admin.topicId(follow.partition.topic());
        } catch (UnknownTopicOrPartitionException e) {
            follow.waiting = "topic " + follow.partition.topic() + " does not exist; create the group to make it";
            return false;
        } catch (LogUnreachableException e) {
            follow.waiting = "Kafka is not reachable: " + e.getMessage();
            return false;
        }
        follow.waiting = null;
        follow.identityCheckedNanos = System.nanoTime();
        LogPosition resume = follow.resume;
        var assignment = new HashSet<>(current.assignment());
        if (assignment.add(follow.partition)) {
            current.assign(assignment);
        }
        if (resume != null && resume.equals(follow.position(resume.offset()))) {
            follow.loader = new ScopeLoader(follow.published, follow::publish);
            current.seek(follow.partition, resume.offset());
        } else {
            rebuild(follow, current);
        }
        return true;
    }

    private static void rebuild(Follow follow, KafkaConsumer<byte[], byte[]> current) {
        follow.loader = ScopeLoader.rebuilding(follow.published, follow::publish);
        follow.rebuiltNanos = System.nanoTime();
        current.seekToBeginning(List.of(follow.partition));
    }

    /** A topic that was deleted and made again has the same name and other contents. */
    private static void checkIdentity(Follow follow, KafkaConsumer<byte[], byte[]> current, TopicAdmin admin) {
        if (System.nanoTime() - follow.identityCheckedNanos < IDENTITY_CHECK_NANOS) {
            return;
        }
        follow.identityCheckedNanos = System.nanoTime();
        try {
            String clusterId = admin.clusterId();
            String topicId = admin.topicId(follow.partition.topic());
            if (!clusterId.equals(follow.clusterId) || !topicId.equals(follow.topicId)) {
                LOG.warn("{} is another topic than before; reading it from the start", follow.partition.topic());
                follow.clusterId = clusterId;
                follow.topicId = topicId;
                rebuild(follow, current);
            }
            follow.waiting = null;
        } catch (UnknownTopicOrPartitionException e) {
            follow.waiting = "topic " + follow.partition.topic() + " is gone";
        } catch (LogUnreachableException e) {
            follow.waiting = "Kafka is not reachable: " + e.getMessage();
        }
    }

    private void poll(KafkaConsumer<byte[], byte[]> current, Duration wait) {
        try {
            ConsumerRecords<byte[], byte[]> records = current.poll(wait);
            for (TopicPartition partition : records.partitions()) {
                Follow follow = requireNonNull(follows.get(partition));
                ScopeLoader loader = requireNonNull(follow.loader);
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    loader.accept(record.key(), record.value(), follow.position(record.offset() + 1));
                }
            }
        } catch (WakeupException e) {
            LOG.trace("Woken up");
        } catch (InvalidOffsetException e) {
            for (TopicPartition partition : e.partitions()) {
                LOG.warn("{} no longer has the offset to resume at; reading it from the start", partition.topic());
                rebuild(requireNonNull(follows.get(partition)), current);
            }
        }
    }

    private static void afterPoll(Follow follow, KafkaConsumer<byte[], byte[]> current) {
        ScopeLoader loader = follow.loader;
        if (loader == null || !isAtEnd(current, follow.partition)) {
            return;
        }
        loader.caughtUp(follow.position(current.position(follow.partition)));
        if (loader.isDamaged() && System.nanoTime() - follow.rebuiltNanos > REBUILD_INTERVAL_NANOS) {
            LOG.error("{}; reading the topic from the start", String.join("; ", loader.faults()));
            rebuild(follow, current);
        }
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> current, TopicPartition partition) {
        OptionalLong lag = current.currentLag(partition);
        return lag.isPresent() && lag.getAsLong() == 0;
    }

    private void publishStatuses(boolean connected) {
        for (Follow follow : follows.values()) {
            ScopeLoader loader = follow.loader;
            var faults = new ArrayList<String>();
            if (follow.waiting != null) {
                faults.add(follow.waiting);
            }
            if (loader != null) {
                faults.addAll(loader.faults());
            }
            statuses.put(follow.scope, new ReaderStatus(connected, loader != null && loader.isCaughtUp(), faults));
        }
    }

    private static boolean isConnected(KafkaConsumer<byte[], byte[]> current) {
        for (Map.Entry<MetricName, ? extends Metric> metric : current.metrics().entrySet()) {
            if (metric.getKey().name().equals("connection-count")
                    && metric.getKey().group().equals("consumer-metrics")) {
                return metric.getValue().metricValue() instanceof Double count && count > 0;
            }
        }
        return false;
    }

    private Map<String, Object> adminSettings() {
        var admin = new HashMap<>(settings);
        admin.keySet().retainAll(AdminClientConfig.configNames());
        return admin;
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
