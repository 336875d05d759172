package dev.logway.api.log;

import dev.logway.api.log.AccessSamples.Recent;
import dev.logway.domain.access.AccessSample;
import dev.logway.wire.AccessCodec;
import dev.logway.wire.UndecodableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest records by the broker's time, whichever partition they are of: never more than asked for are held. */
final class NewestSamples {
    private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME = Comparator.comparingLong(
                    (ConsumerRecord<byte[], byte[]> record) -> record.timestamp())
            .thenComparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset);

    private final PriorityQueue<ConsumerRecord<byte[], byte[]>> records = new PriorityQueue<>(BY_TIME);
    private final int limit;
    private final long maxBytes;
    private long bytes;
    private Recent.Reach reach = Recent.Reach.WHOLE;

    /**
     * Of nothing yet.
     *
     * @param limit how many are kept at most
     * @param maxBytes of all their values; clients choose how long what they send is
     */
    NewestSamples(int limit, long maxBytes) {
        this.limit = limit;
        this.maxBytes = maxBytes;
    }

    /** Takes {@code record}; of what is too many or too much, the oldest go. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
        bytes += bytes(record);
        while (records.size() > limit || bytes > maxBytes) {
            bytes -= bytes(records.remove());
            passOver();
        }
    }

    private static int bytes(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(0, record.serializedValueSize());
    }

    /** There are older ones, which are not looked at. */
    void passOver() {
        reach = Recent.Reach.NEWEST;
    }

    /** The samples in the order of their time; what is none is counted. */
    Recent recent() {
        List<ConsumerRecord<byte[], byte[]>> sorted =
                records.stream().sorted(BY_TIME).toList();
        var samples = new ArrayList<AccessSample>(sorted.size());
        int undecodable = 0;
        for (ConsumerRecord<byte[], byte[]> record : sorted) {
            try {
                samples.add(AccessCodec.decode(record.value()));
            } catch (UndecodableException e) {
                undecodable++;
            }
        }
        return new Recent(samples, reach, undecodable);
    }
}
