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
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends heartbeats to {@code logway.heartbeats}. The Vert.x client waits for metadata on a thread of its own. */
public final class KafkaHeartbeatTopic implements HeartbeatTopic {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final long CLOSE_MILLIS = 500;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    private KafkaHeartbeatTopic(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** @param kafka settings of a producer, {@code bootstrap.servers} among them */
    public static KafkaHeartbeatTopic open(Vertx vertx, Map<String, Object> kafka, Topics topics) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        // One heartbeat says all; a lost one is followed by the next.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putIfAbsent(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        var client = new org.apache.kafka.clients.producer.KafkaProducer<>(
                settings, new ByteArraySerializer(), new ByteArraySerializer());
        return new KafkaHeartbeatTopic(KafkaProducer.create(vertx, client), topics.heartbeats());
    }

    @Override
    public Future<Void> send(Heartbeat heartbeat) {
        int partition = ScopePartition.of(heartbeat.instance().scope(), TopicSpecs.SCOPE_PARTITIONS);
        return producer.send(KafkaProducerRecord.create(
                        topic, Keys.of(heartbeat.instance()), FleetCodec.encode(heartbeat), partition))
                .mapEmpty();
    }

    public Future<Void> close() {
        return producer.close(CLOSE_MILLIS);
    }
}
