package dev.logway.log;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One scope that a {@link ConfigReader} follows, from one life of its consumer to the next; the reader's thread's. */
final class FollowedScope {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedScope.class);
    private static final long IDENTITY_CHECK_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long REBUILD_INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();

    private final TopicPartition partition;
    private final ImagePublisher publisher;
    private final Executor background;
    private final LongSupplier nanoTime;
    private ScopeImage published;
    private @Nullable LogPosition resume;
    private @Nullable Reading reading;
    private @Nullable String obstacle;
    private long rebuiltNanos;
    private long pastMismatches;
    private long recordsBehind = ReaderStatus.UNKNOWN;

    /** A topic that is being read. */
    private static final class Reading {
        private final TopicIdentity identity;
        private final ScopeLoader loader;
        private long checkedNanos;
        private @Nullable CompletableFuture<TopicIdentity> check;

        Reading(TopicIdentity identity, ScopeLoader loader, long nowNanos) {
            this.identity = identity;
            this.loader = loader;
            this.checkedNanos = nowNanos;
        }

        void checked(long nowNanos) {
            check = null;
            checkedNanos = nowNanos;
        }
    }

    /**
     * @param base what is served already; the scope's empty image if nothing is
     * @param resume where {@code base} was published, or null to read from the start
     * @param background takes what blocks
     * @param nanoTime as {@link System#nanoTime}
     */
    FollowedScope(
            ScopeImage base,
            @Nullable LogPosition resume,
            String topic,
            ImagePublisher publisher,
            Executor background,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.partition = new TopicPartition(topic, 0);
        this.published = base;
        this.resume = resume;
        this.publisher = publisher;
        this.background = background;
    }

    Scope scope() {
        return published.scope();
    }

    TopicPartition partition() {
        return partition;
    }

    boolean isReading() {
        return reading != null;
    }

    /** What keeps the newest revision from being served; empty if nothing. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        if (obstacle != null) {
            faults.add(obstacle);
        }
        if (reading != null) {
            faults.addAll(reading.loader.faults());
        }
        return faults;
    }

    /** Whether the end of the topic was reached since reading began. */
    boolean isCaughtUp() {
        return reading != null && reading.loader.isCaughtUp();
    }

    /** Records that were not read yet, as far as the consumer knew after the last poll. */
    long recordsBehind() {
        return recordsBehind;
    }

    /** How often what was read to the end was not what the projector wrote. */
    long digestMismatches() {
        return pastMismatches + (reading == null ? 0 : reading.loader.mismatches());
    }

    /** There is no consumer any more; {@code why} is shown until there is another. */
    void interrupted(String why) {
        forget();
        obstacle = why;
    }

    /** Finds out which topic there is; false, with the obstacle kept, if it cannot be had yet. Blocks. */
    boolean find(TopicFinder lookup) {
        try {
            TopicIdentity identity = lookup.find(partition.topic());
            if (resume == null || !resume.equals(identity.position(resume.offset()))) {
                resume = null;
            }
            reading = new Reading(
                    identity,
                    resume == null
                            ? ScopeLoader.rebuilding(published, this::publish)
                            : new ScopeLoader(published, this::publish),
                    nanoTime.getAsLong());
            rebuiltNanos = nanoTime.getAsLong();
            obstacle = null;
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            obstacle = "topic " + partition.topic() + " does not exist; create the group to make it";
        } catch (LogUnreachableException e) {
            obstacle = "Kafka is not reachable: " + e.getMessage();
        }
        return false;
    }

    /** Lets {@code consumer}, which has the partition, read from where this scope goes on. */
    void seek(Consumer<?, ?> consumer) {
        if (resume == null) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, resume.offset());
        }
    }

    /** Takes the records that one poll brought. */
    void accept(List<ConsumerRecord<byte[], byte[]>> records) {
        if (reading == null) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            reading.loader.accept(record.key(), record.value(), reading.identity.position(record.offset() + 1));
        }
        reading.loader.settle();
    }

    /** Looks, after each poll, whether the end is reached and whether what was read to it is whole. */
    void afterPoll(Consumer<?, ?> consumer) {
        if (reading == null || !isAtEnd(consumer)) {
            return;
        }
        ScopeLoader loader = reading.loader;
        loader.caughtUp(reading.identity.position(consumer.position(partition)));
        if (loader.isDamaged() && nanoTime.getAsLong() - rebuiltNanos > REBUILD_INTERVAL_NANOS) {
            LOG.error("{}; reading the topic from the start", String.join("; ", loader.faults()));
            rebuild(reading.identity, consumer);
        }
    }

    /** Reads the topic, which {@code consumer} has, from its start. */
    void rebuild(Consumer<?, ?> consumer) {
        if (reading != null) {
            rebuild(reading.identity, consumer);
        }
    }

    /** Now and then asks, in the background, whether the topic is still the one that was found. */
    void checkIdentity(TopicFinder lookup, Consumer<?, ?> consumer) {
        Reading now = reading;
        if (now == null) {
            return;
        }
        if (now.check == null && nanoTime.getAsLong() - now.checkedNanos >= IDENTITY_CHECK_NANOS) {
            now.check = CompletableFuture.supplyAsync(() -> lookup.find(partition.topic()), background);
        } else if (now.check != null && now.check.isDone()) {
            identified(now, now.check, consumer);
        }
    }

    private void identified(Reading now, CompletableFuture<TopicIdentity> check, Consumer<?, ?> consumer) {
        try {
            TopicIdentity found = check.join();
            obstacle = null;
            if (found.equals(now.identity)) {
                now.checked(nanoTime.getAsLong());
            } else {
                LOG.warn("{} is another topic than before; reading it from the start", partition.topic());
                rebuild(found, consumer);
            }
        } catch (CompletionException e) {
            now.checked(nanoTime.getAsLong());
            obstacle = e.getCause() instanceof UnknownTopicOrPartitionException
                    ? "topic " + partition.topic() + " is gone"
                    : "Kafka is not reachable: " + e.getCause();
        }
    }

    private void rebuild(TopicIdentity identity, Consumer<?, ?> consumer) {
        forget();
        reading = new Reading(identity, ScopeLoader.rebuilding(published, this::publish), nanoTime.getAsLong());
        rebuiltNanos = nanoTime.getAsLong();
        consumer.seekToBeginning(List.of(partition));
    }

    /** What is read now counts for nothing any more but what was found out about the topic. */
    private void forget() {
        pastMismatches = digestMismatches();
        reading = null;
    }

    private void publish(Loaded loaded) {
        publisher.publish(loaded);
        published = loaded.image();
        resume = loaded.position();
    }

    private boolean isAtEnd(Consumer<?, ?> consumer) {
        OptionalLong lag = consumer.currentLag(partition);
        recordsBehind = lag.orElse(recordsBehind);
        return lag.isPresent() && lag.getAsLong() == 0;
    }
}
