package dev.logway.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.api.log.AccessSamples.Recent;
import dev.logway.domain.access.AccessSample;
import dev.logway.wire.AccessCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class NewestSamplesTest {
    private static final byte[] NO_SAMPLE = {1, 2, 3};

    @Test
    void theNewestOfAllPartitionsAreTakenInTheOrderOfTheLog() {
        var records = List.of(sample(0, 10, "/a"), sample(0, 40, "/d"), sample(1, 20, "/b"), sample(2, 30, "/c"));

        assertEquals(List.of("/a", "/b", "/c", "/d"), uris(newest(4, records)));
        assertEquals(List.of("/c", "/d"), uris(newest(2, records)));
        assertEquals(List.of("/c", "/d"), uris(newest(2, records.reversed())));
    }

    @Test
    void whatIsLeftOutIsSaid() {
        var records = List.of(sample(0, 10, "/a"), sample(1, 20, "/b"));

        assertEquals(Recent.Reach.WHOLE, newest(2, records).reach());
        assertEquals(Recent.Reach.NEWEST, newest(1, records).reach());
        assertEquals(List.of(), uris(newest(2, List.of())));
        var some = new NewestSamples(2, Long.MAX_VALUE);
        some.passOver();
        assertEquals(Recent.Reach.NEWEST, some.recent().reach());
    }

    @Test
    void noMoreIsHeldThanSoManyBytes() {
        var records = List.of(sample(0, 10, "/a"), sample(1, 20, "/b"), sample(0, 30, "/c"));
        var newest = new NewestSamples(3, 2L * records.getFirst().serializedValueSize());
        records.forEach(newest::add);

        assertEquals(List.of("/b", "/c"), uris(newest.recent()));
        assertEquals(Recent.Reach.NEWEST, newest.recent().reach());
    }

    @Test
    void whatIsNoSampleIsCounted() {
        Recent recent = newest(3, List.of(sample(0, 10, "/a"), record(0, 20, NO_SAMPLE), record(1, 30, new byte[0])));

        assertEquals(List.of("/a"), uris(recent));
        assertEquals(2, recent.undecodable());
    }

    private static Recent newest(int limit, List<ConsumerRecord<byte[], byte[]>> records) {
        var newest = new NewestSamples(limit, Long.MAX_VALUE);
        records.forEach(newest::add);
        return newest.recent();
    }

    private static List<String> uris(Recent recent) {
        return recent.samples().stream().map(sample -> sample.asked().uri()).toList();
    }

    private static ConsumerRecord<byte[], byte[]> sample(int partition, long timestamp, String uri) {
        return record(
                partition,
                timestamp,
                AccessCodec.encode(new AccessSample(
                        Instant.EPOCH,
                        new AccessSample.Asked("GET", "http", "a", uri, "192.0.2.1", List.of()),
                        new AccessSample.Decided(1, null),
                        new AccessSample.Answered(404, Duration.ZERO))));
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long timestamp, byte[] value) {
        return new ConsumerRecord<>(
                "logway.access.default",
                partition,
                timestamp,
                timestamp,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
