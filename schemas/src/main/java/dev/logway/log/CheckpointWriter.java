package dev.logway.log;

import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.command.Hash;
import dev.logway.domain.image.ScopeImage;
import dev.logway.replay.CheckpointSignature;
import dev.logway.wire.CheckpointCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.RunningHash;
import dev.logway.wire.Topics;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Beside the exactly-once path, and not in it: an image of many megabytes in a transaction would hold back every
 * change that comes after it. That costs no safety. Deciding is pure, so an image whose transaction is aborted is made
 * again by the one that follows, and a checkpoint is written twice with the same content; a checkpoint that is missed
 * costs a reader time and nothing else. Readers believe a checkpoint only if the event after it names the same hash.
 */
/** Keeps whole images in the checkpoint topics, on a thread of its own. Whoever offers one never waits. Threadsafe. */
public final class CheckpointWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);
    private static final int PART_BYTES = 512 * 1024;
    private static final int WAITING = 4;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final int partitions;
    private final @Nullable PrivateKey key;
    private final ThreadPoolExecutor thread;

    /**
     * A writer for as long as it is open.
     *
     * @param kafka settings of a producer, {@code bootstrap.servers} among them
     * @param key signs; null to write unsigned checkpoints
     */
    public CheckpointWriter(Map<String, Object> kafka, Topics topics, @Nullable PrivateKey key) {
        this.topics = topics;
        this.partitions = TopicSpecs.SCOPE_PARTITIONS;
        this.key = key;
        var settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "logway-checkpoints");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpecs.MAX_RECORD_BYTES);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("logway-checkpoints").factory(),
                (_, _) -> LOG.warn("A checkpoint is left out: the log takes them too slowly"));
    }

    /**
     * Keeps {@code image} as soon as can be.
     *
     * @param at when its revision was decided
     * @param event the hash of the event that made it
     */
    public void offer(ScopeImage image, Instant at, Hash event) {
        thread.execute(() -> {
            try {
                Checkpoint checkpoint = write(image, at, event);
                LOG.info(
                        "{} is kept at revision {}: {} resources in {} parts",
                        image.scope(),
                        image.revision(),
                        checkpoint.resources(),
                        checkpoint.parts().count());
            } catch (KafkaException | ExecutionException e) {
                LOG.warn("{} could not be kept at revision {}: {}", image.scope(), image.revision(), e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Writes {@code image} now, and answers what was written. Blocks. */
    public Checkpoint write(ScopeImage image, Instant at, Hash event) throws ExecutionException, InterruptedException {
        int partition = ScopePartition.of(image.scope(), partitions);
        var hash = new RunningHash();
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (byte[] value : CheckpointCodec.encodeParts(image, PART_BYTES)) {
            hash.add(value);
            byte[] partKey = Keys.checkpointPart(image.scope(), image.revision(), sent.size());
            sent.add(producer.send(new ProducerRecord<>(topics.checkpointParts(), partition, partKey, value)));
        }
        var parts = new Checkpoint.Parts(
                sent.size(),
                hash.hash(),
                sent.getFirst().get().offset(),
                sent.getLast().get().offset());
        var checkpoint =
                new Checkpoint(image.scope(), image.revision(), at, image.digest(), event, image.size(), parts, "");
        Checkpoint signed = key == null ? checkpoint : CheckpointSignature.sign(checkpoint, key);
        byte[] headKey = Keys.checkpoint(image.scope(), image.revision());
        producer.send(new ProducerRecord<>(topics.checkpoints(), partition, headKey, CheckpointCodec.encode(signed)))
                .get();
        return signed;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(CLOSE_LIMIT);
    }
}
