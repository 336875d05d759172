package dev.logway.api.log;

import dev.logway.api.log.NotAppendedException.Fate;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.log.TopicSpecs;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends commands to {@code logway.commands}. A send may block for metadata; the Vert.x client does that, and the
 * encoding, on a thread of its own, in the order of the calls.
 */
public final class KafkaCommandLog implements CommandLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandLog.class);
    private static final long CLOSE_MILLIS = 1_000;

    /** How Kafka's producer says that it never had a partition to send to; pinned by KafkaCommandLogTest. */
    private static final String NO_METADATA = "not present in metadata";

    private final KafkaProducer<Scope, Command> producer;
    private final String topic;

    private KafkaCommandLog(KafkaProducer<Scope, Command> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Opens the log for appending; connects on first use.
     *
     * @param kafka settings of a producer, {@code bootstrap.servers} among them
     * @param timeout after which an append that was not confirmed fails
     */
    public static KafkaCommandLog open(Vertx vertx, Map<String, Object> kafka, Topics topics, Duration timeout) {
        var settings = new HashMap<>(kafka);
        int millis = Math.toIntExact(timeout.toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpecs.MAX_RECORD_BYTES);
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "logway-command-api");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * TopicSpecs.MAX_RECORD_BYTES);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.putIfAbsent(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        settings.putIfAbsent(ProducerConfig.METADATA_MAX_AGE_CONFIG, 5_000L);
        var client = new org.apache.kafka.clients.producer.KafkaProducer<Scope, Command>(
                settings, (_, scope) -> Keys.of(scope), (_, command) -> CommandCodec.encode(command));
        KafkaProducer<Scope, Command> producer = KafkaProducer.create(vertx, client);
        producer.exceptionHandler(failure -> LOG.debug("Not appended: {}", failure.toString()));
        return new KafkaCommandLog(producer, topics.commands());
    }

    @Override
    public Future<Void> append(Command command) {
        return producer.send(KafkaProducerRecord.create(topic, command.scope(), command))
                .<Void>mapEmpty()
                .recover(cause -> Future.failedFuture(notAppended(cause)));
    }

    /** Closes the producer; commands that were not confirmed by then may or may not be in the log. */
    public Future<Void> close() {
        return producer.close(CLOSE_MILLIS);
    }

    private static NotAppendedException notAppended(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        Fate fate = switch (cause) {
            case RecordTooLargeException _, SerializationException _ -> Fate.REFUSED;
            case BufferExhaustedException _, AuthenticationException _, AuthorizationException _ -> Fate.NEVER_SENT;
            case TimeoutException _ when message.contains(NO_METADATA) -> Fate.NEVER_SENT;
            default -> Fate.UNKNOWN;
        };
        return new NotAppendedException(fate, message, cause);
    }
}
