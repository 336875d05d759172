package dev.logway.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a compacted topic, in memory: bytes at offsets that never change, some of which the cleaner takes
 * away. Readers see committed records only. Not threadsafe.
 */
public final class CompactedTopic {
    private static final byte[] NO_KEY = {};
    private static final Comparator<LogRecord> BY_OFFSET = Comparator.comparingLong(LogRecord::offset);

    private List<LogRecord> records = new ArrayList<>();
    private long end;

    /** A record as a consumer gets it. */
    public record LogRecord(long offset, byte[] key, byte @Nullable [] value) {}

    /** Adds a committed record; {@code value} null is a tombstone. Returns its offset. */
    public long append(byte[] key, byte @Nullable [] value) {
        records.add(new LogRecord(end, key.clone(), value == null ? null : value.clone()));
        return end++;
    }

    /** Takes {@code count} offsets that no reader ever sees: control records and aborted transactions. */
    public void skip(int count) {
        end += count;
    }

    /** The offset of the next record. */
    public long end() {
        return end;
    }

    /** How many records there are. */
    public int size() {
        return records.size();
    }

    /** At most {@code max} records, the first at {@code from} or the next that is there. */
    public List<LogRecord> read(long from, int max) {
        int first = Collections.binarySearch(records, new LogRecord(from, NO_KEY, null), BY_OFFSET);
        int start = first >= 0 ? first : -first - 1;
        int end = (int) Math.min(records.size(), (long) start + max);
        return List.copyOf(records.subList(start, end));
    }

    /** Every record from {@code from} to the end. */
    public List<LogRecord> read(long from) {
        return read(from, Integer.MAX_VALUE);
    }

    /** Cleans the offsets below {@code before}: of each key only the last record there stays. */
    public void compact(long before) {
        Map<ByteBuffer, Long> last = new HashMap<>();
        for (LogRecord found : records) {
            if (found.offset() < before) {
                last.put(ByteBuffer.wrap(found.key()), found.offset());
            }
        }
        Set<Long> kept = new HashSet<>(last.values());
        keep(found -> found.offset() >= before || kept.contains(found.offset()));
    }

    /** Cleans as {@link #compact} does, and takes the tombstones there too, as after {@code delete.retention.ms}. */
    public void compactWithTombstones(long before) {
        compact(before);
        keep(found -> found.offset() >= before || found.value() != null);
    }

    private void keep(Predicate<LogRecord> kept) {
        records = new ArrayList<>(records.stream().filter(kept).toList());
    }
}
