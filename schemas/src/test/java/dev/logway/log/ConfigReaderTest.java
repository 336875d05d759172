package dev.logway.log;

import static dev.logway.testkit.Resources.group;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.ScopeImage;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConfigReaderTest {
    private static final MetricName CONNECTIONS = new MetricName("connection-count", "consumer-metrics", "", Map.of());

    private final ConfigLog log = new ConfigLog(Commands.SCOPE);
    private final AtomicInteger lives = new AtomicInteger();

    /** One life of the reader's clients; its consumer finds the whole log. */
    private final class Life implements ConfigReader.Clients {
        @Override
        public Consumer<byte[], byte[]> consumer() {
            lives.incrementAndGet();
            return new LogConsumer(log);
        }

        @Override
        public TopicFinder topics() {
            return new TopicFinder() {
                @Override
                public TopicIdentity find(String name) {
                    return new TopicIdentity("cluster", "topic");
                }

                @Override
                public void close() {}
            };
        }
    }

    private static final class LogConsumer extends MockConsumer<byte[], byte[]> {
        private final ConfigLog log;

        LogConsumer(ConfigLog log) {
            super("none");
            this.log = log;
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            for (TopicPartition partition : partitions) {
                updateBeginningOffsets(Map.of(partition, 0L));
                log.records()
                        .forEach(each -> addRecord(
                                new ConsumerRecord<>(partition.topic(), 0, each.offset(), each.key(), each.value())));
                updateEndOffsets(Map.of(partition, log.records().getLast().offset() + 1));
            }
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            return super.poll(timeout);
        }

        @Override
        public synchronized Map<MetricName, ? extends Metric> metrics() {
            return Map.of(CONNECTIONS, new Metric() {
                @Override
                public MetricName metricName() {
                    return CONNECTIONS;
                }

                @Override
                public Object metricValue() {
                    return 1.0;
                }
            });
        }
    }

    @Test
    @Timeout(30)
    void anErrorInAPublisherStartsTheReaderAgain() throws Exception {
        log.submit(Commands.put(group("default")));
        BlockingQueue<Loaded> served = new LinkedBlockingQueue<>();
        var offers = new AtomicInteger();
        try (var reader = new ConfigReader("reader", new Life(), new Topics("t."))) {
            reader.follow(ScopeImage.empty(Commands.SCOPE), null, loaded -> {
                if (offers.incrementAndGet() == 1) {
                    throw new StackOverflowError("too deep");
                }
                served.add(loaded);
            });
            reader.start();
            Loaded loaded = served.poll(20, TimeUnit.SECONDS);
            assertEquals(log.image(), loaded == null ? null : loaded.image());
            assertEquals(2, lives.get());
            while (!reader.status(Commands.SCOPE).faults().isEmpty()) {
                Thread.onSpinWait();
            }
            ReaderStatus status = reader.status(Commands.SCOPE);
            assertTrue(status.connected() && status.caughtUp(), status.toString());
            assertEquals(List.of(0L, 0L), List.of(status.recordsBehind(), status.digestMismatches()));
        }
    }
}
