package dev.logway.bench.history;

import dev.logway.bench.process.BenchException;
import dev.logway.bench.report.Progress;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends commands to the log without waiting for what becomes of each: the fastest way to a long history. */
final class CommandFlood {
    private static final int SHOWN_EVERY = 50_000;

    private CommandFlood() {}

    /** @throws BenchException if one was not appended */
    static void append(String bootstrapServers, SmallChanges changes, int count, Progress progress) {
        String topic = Topics.byDefault().commands();
        byte[] key = Keys.of(changes.scope());
        var failure = new AtomicReference<@Nullable Exception>();
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                byte[] value = CommandCodec.encode(changes.command(i));
                var _ = producer.send(new ProducerRecord<>(topic, key, value), (_, fault) -> {
                    if (fault != null) {
                        failure.compareAndSet(null, fault);
                    }
                });
                if (i % SHOWN_EVERY == 0) {
                    progress.show(String.format(Locale.ROOT, "%,d of %,d commands are appended", i, count));
                }
            }
            producer.flush();
        }
        Exception fault = failure.get();
        if (fault != null) {
            throw new BenchException("a command was not appended: " + fault.getMessage(), fault);
        }
    }
}
