package dev.logway.log;

import static dev.logway.testkit.Resources.group;
import static dev.logway.testkit.Resources.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.ScopeImage;
import dev.logway.testkit.Commands;
import dev.logway.testkit.CompactedTopic.LogRecord;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Publications;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowedScopeTest {
    private static final TopicPartition PARTITION = new TopicPartition("config", 0);
    private static final TopicIdentity FIRST = new TopicIdentity("cluster", "first");
    private static final TopicIdentity SECOND = new TopicIdentity("cluster", "second");

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final Publications publications = new Publications();
    private final ConfigLog log = new ConfigLog(Commands.SCOPE);
    private final Cluster cluster = new Cluster();
    private long now;
    private final FollowedScope scope = new FollowedScope(
            ScopeImage.empty(Commands.SCOPE), null, PARTITION.topic(), publications, Runnable::run, () -> now);

    private static final class Cluster implements TopicFinder {
        private TopicIdentity topic = FIRST;
        private @Nullable RuntimeException failure;
        private int asked;

        @Override
        public TopicIdentity find(String name) {
            asked++;
            if (failure != null) {
                throw failure;
            }
            return topic;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void followsATopicOfTwoRevisions() {
        assertTrue(scope.find(cluster));
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        scope.seek(consumer);
        log.submit(Commands.put(group("default")));
        log.submit(Commands.put(upstream("u1")));
        deliver(log.records());
        assertEquals(log.image(), publications.last().image());
    }

    private void deliver(List<LogRecord> records) {
        records.forEach(each -> consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, each.offset(), each.key(), each.value())));
        consumer.updateEndOffsets(Map.of(PARTITION, records.getLast().offset() + 1));
        poll();
    }

    private void poll() {
        scope.accept(consumer.poll(Duration.ZERO).records(PARTITION));
        scope.afterPoll(consumer);
    }

    private void after(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        scope.checkIdentity(cluster, consumer);
        scope.checkIdentity(cluster, consumer);
    }

    @Test
    void itAsksEveryThirtySecondsWhetherTheTopicIsTheSame() {
        after(29);
        assertEquals(1, cluster.asked);
        after(1);
        assertEquals(2, cluster.asked);
        after(29);
        assertEquals(2, cluster.asked);
        after(1);
        assertEquals(3, cluster.asked);
        assertEquals(List.of(), scope.faults());
        assertTrue(scope.isCaughtUp());
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsStart() {
        cluster.topic = SECOND;
        after(30);
        assertEquals(0, consumer.position(PARTITION));
        assertEquals(2, publications.last().image().revision(), "what was served is served on");

        var other = new ConfigLog(Commands.SCOPE);
        other.submit(Commands.put(group("default")));
        other.submit(Commands.put(upstream("u2")));
        other.submit(Commands.put(upstream("u3")));
        deliver(other.records());
        assertEquals(other.image(), publications.last().image());
        assertEquals(
                publications
                        .accepted()
                        .getFirst()
                        .image()
                        .apply(publications.last().delta()),
                other.image(),
                "the delta leads from what was served");
        assertEquals(
                SECOND.position(publications.last().position().offset()),
                publications.last().position());
    }

    @Test
    void aTopicThatIsGoneIsNamedAndItsImageServedOn() {
        cluster.failure = new UnknownTopicOrPartitionException();
        after(30);
        assertEquals(List.of("topic config is gone"), scope.faults());
        assertTrue(scope.isReading());
        cluster.failure = null;
        after(30);
        assertEquals(List.of(), scope.faults());
        assertEquals(1, publications.accepted().size());
    }

    @Test
    void itKnowsHowManyRecordsAreLeft() {
        assertEquals(0, scope.recordsBehind());
        consumer.updateEndOffsets(Map.of(PARTITION, consumer.position(PARTITION) + 7));
        poll();
        assertEquals(7, scope.recordsBehind());
    }

    @Test
    void aDigestThatDiffersIsCountedOnceAndNotForgottenWhenTheTopicIsReadAgain() {
        long from = log.topic().end();
        log.submit(Commands.put(upstream("u2")));
        List<LogRecord> news = log.topic().read(from);
        deliver(news.subList(1, news.size()));
        poll();
        assertEquals(1, scope.digestMismatches());
        scope.rebuild(consumer);
        assertEquals(1, scope.digestMismatches());
        deliver(log.records());
        assertEquals(1, scope.digestMismatches());
        assertEquals(log.image(), publications.last().image());
    }
}
