package dev.logway.api.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every committed record of a topic to one handler, on a thread of its own, for as long as it is open. After a
 * failure it goes on where it was.
 */
final class TopicTail implements AutoCloseable {
    /** Reads the whole topic first. */
    static final long FROM_THE_BEGINNING = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration JOIN = Duration.ofSeconds(2);
    private static final long RETRY_MILLIS = 500;

    private final String topic;
    private final Map<String, Object> settings;
    private final long lookBack;
    private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean caughtUp;

    /**
     * A tail that is not started.
     *
     * @param kafka settings of a consumer, {@code bootstrap.servers} among them
     * @param lookBack how many offsets before the end of each partition to begin at
     * @param handler called on the tail's thread; what it throws is logged, and the record is passed
     */
    TopicTail(
            String threadName,
            Map<String, Object> kafka,
            String topic,
            long lookBack,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        this.topic = topic;
        this.settings = LogConsumers.settings(threadName, kafka);
        this.lookBack = lookBack;
        this.handler = handler;
        this.thread = new Thread(this::run, threadName);
    }

    void start() {
        thread.start();
    }

    /** Whether what was in the topic at the start has been handed over. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Stops reading; returns when the thread has ended, or after two seconds. */
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(JOIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void run() {
        while (isOpen()) {
            try (var current =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = current;
                follow(current);
            } catch (WakeupException e) {
                LOG.trace("Woken up");
            } catch (InterruptException e) {
                return;
            } catch (InvalidOffsetException e) {
                LOG.warn("{} no longer has the offset to go on at; reading it anew", topic);
                positions.clear();
            } catch (KafkaException e) {
                LOG.warn("Reading {} failed; starting again: {}", topic, e.toString());
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> current) {
        var partitions = LogConsumers.partitions(current, topic);
        if (partitions.isEmpty()) {
            pause();
            return;
        }
        current.assign(partitions);
        Map<TopicPartition, Long> ends = current.endOffsets(partitions);
        seek(current, partitions, ends);
        while (isOpen()) {
            for (ConsumerRecord<byte[], byte[]> record : current.poll(POLL)) {
                handle(record);
            }
            partitions.forEach(partition -> positions.put(partition, current.position(partition)));
            caughtUp |= LogConsumers.reached(positions, ends);
        }
    }

    /** A record that the handler fails on stops nobody. */
    private void handle(ConsumerRecord<byte[], byte[]> record) {
        try {
            handler.accept(record);
        } catch (RuntimeException e) {
            LOG.error("{}-{}@{} could not be taken", topic, record.partition(), record.offset(), e);
        }
    }

    private void seek(
            KafkaConsumer<byte[], byte[]> current,
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> beginnings = current.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long first = beginnings.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, first);
            long begin = lookBack > end - first ? first : end - lookBack;
            current.seek(partition, positions.getOrDefault(partition, begin));
        }
    }

    private void pause() {
        try {
            if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.trace("Closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
