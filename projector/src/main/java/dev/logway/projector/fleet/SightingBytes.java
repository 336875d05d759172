package dev.logway.projector.fleet;

import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanarySighting;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was heard of a change that is tried, as the store keeps it: ten longs. */
final class SightingBytes {
    private static final int LENGTH = 10 * Long.BYTES;

    private SightingBytes() {}

    static byte[] of(CanarySighting sighting) {
        var buffer = ByteBuffer.allocate(LENGTH)
                .putLong(sighting.firstHeard().toEpochMilli())
                .putLong(sighting.lastHeard().toEpochMilli());
        put(sighting.before(), buffer);
        put(sighting.last(), buffer);
        return buffer.array();
    }

    /** Reads {@link #of} back; empty if it is nothing of the kind. */
    static Optional<CanarySighting> parse(byte[] value) {
        if (value.length != LENGTH) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(value);
        try {
            return Optional.of(
                    new CanarySighting(time(buffer), time(buffer), counts(buffer), counts(buffer), List.of()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void put(CanaryCounts counts, ByteBuffer buffer) {
        buffer.putLong(counts.requests())
                .putLong(counts.errors())
                .putLong(counts.slow())
                .putLong(counts.open());
    }

    private static Instant time(ByteBuffer buffer) {
        return Instant.ofEpochMilli(buffer.getLong());
    }

    private static CanaryCounts counts(ByteBuffer buffer) {
        return new CanaryCounts(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
