package dev.logway.api.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Consumers for requests that read the log, on a few threads of their own. Threadsafe. */
final class HistoryConsumers {
    private static final int MAX_WAITING = 128;

    private final Map<String, Object> settings;
    private final WorkerExecutor workers;
    private final Queue<KafkaConsumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Consumers that are not made before they are needed.
     *
     * @param kafka settings of a consumer, {@code bootstrap.servers} among them
     * @param threads how many requests may read at once; the others wait
     */
    HistoryConsumers(String name, Vertx vertx, Map<String, Object> kafka, int threads) {
        this.settings = LogConsumers.settings(name, kafka);
        this.workers = vertx.createSharedWorkerExecutor(name, threads);
    }

    /** What {@code task} makes with a consumer of its own; fails if too many wait. */
    <T> Future<T> reading(Function<KafkaConsumer<byte[], byte[]>, T> task) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(
                    new HistoryUnavailableException("too many requests for history at once; try again later", null));
        }
        return workers.executeBlocking(() -> withConsumer(task), false)
                .<T>map(Objects::requireNonNull)
                .onComplete(_ -> waiting.decrementAndGet());
    }

    /** Closes the consumers. */
    Future<Void> close() {
        return workers.close().onComplete(_ -> {
            for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        });
    }

    private <T> T withConsumer(Function<KafkaConsumer<byte[], byte[]>, T> task) {
        KafkaConsumer<byte[], byte[]> consumer = idle.poll();
        try {
            if (consumer == null) {
                consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }
            T result = task.apply(consumer);
            idle.add(consumer);
            return result;
        } catch (KafkaException e) {
            discard(consumer);
            throw new HistoryUnavailableException("the log cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            if (consumer != null) {
                idle.add(consumer);
            }
            throw e;
        }
    }

    private static void discard(@Nullable KafkaConsumer<byte[], byte[]> consumer) {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
