package dev.logway.edge.fleet;

import dev.logway.domain.fleet.Heartbeat;
import dev.logway.log.ScopePartition;
import dev.logway.log.TopicSpecs;
import dev.logway.wire.FleetCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends heartbeats to {@code logway.heartbeats}. Whatever of Kafka's producer blocks runs on other threads: Vert.x's
 * client sends from a worker, which waits there for metadata, and the producer is made on one, because it looks up its
 * brokers' names. If that fails it is made anew for the next heartbeat.
 */
public final class KafkaHeartbeatTopic implements HeartbeatTopic {
    private static final int TIMEOUT_MILLIS = 3_000;
    /** Closing has to wait for a send that waits for metadata. */
    private static final int MAX_BLOCK_MILLIS = 1_000;

    private static final long CLOSE_MILLIS = 500;

    private final Vertx vertx;
    private final Map<String, Object> settings;
    private final String topic;

    private volatile @Nullable Future<KafkaProducer<byte[], byte[]>> producer;

    /** @param kafka settings of a producer, {@code bootstrap.servers} among them */
    public KafkaHeartbeatTopic(Vertx vertx, Map<String, Object> kafka, Topics topics) {
        this.vertx = vertx;
        this.topic = topics.heartbeats();
        this.settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        // One heartbeat says all; a lost one is followed by the next.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putIfAbsent(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    }

    /** One at a time, as {@link HeartbeatSender} does. */
    @Override
    public Future<Void> send(Heartbeat heartbeat) {
        int partition = ScopePartition.of(heartbeat.instance().scope(), TopicSpecs.SCOPE_PARTITIONS);
        var sent = KafkaProducerRecord.create(
                topic, Keys.of(heartbeat.instance()), FleetCodec.encode(heartbeat), partition);
        return producer().compose(client -> client.send(sent)).mapEmpty();
    }

    /** Closes the producer, also one that is being made; nothing may be sent afterwards. */
    public Future<Void> close() {
        var current = producer;
        return current == null
                ? Future.succeededFuture()
                : current.transform(
                        made -> made.succeeded() ? made.result().close(CLOSE_MILLIS) : Future.succeededFuture());
    }

    private Future<KafkaProducer<byte[], byte[]>> producer() {
        var current = producer;
        if (current == null || current.failed()) {
            current = vertx.executeBlocking(this::open).map(Objects::requireNonNull);
            producer = current;
        }
        return current;
    }

    private KafkaProducer<byte[], byte[]> open() {
        var client = new org.apache.kafka.clients.producer.KafkaProducer<>(
                settings, new ByteArraySerializer(), new ByteArraySerializer());
        // Each send tells of its failure itself; without a handler Vert.x logs it with its stack.
        return KafkaProducer.create(vertx, client).exceptionHandler(_ -> {});
    }
}
