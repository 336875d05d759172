package dev.logway.projector.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.OneLine;
import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanarySighting;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was heard of a change that is tried, as the store keeps it: ten longs, and the beginning of the first fault in
 * UTF-8 with a byte before it, if there is one.
 */
final class SightingBytes {
    private static final int COUNTED = 10 * Long.BYTES;
    private static final int MAX_FAULT = 500;
    private static final byte FAULT = 'f';

    private SightingBytes() {}

    static byte[] of(CanarySighting sighting) {
        byte[] fault = fault(sighting.faults());
        var buffer = ByteBuffer.allocate(COUNTED + fault.length)
                .putLong(sighting.firstHeard().toEpochMilli())
                .putLong(sighting.lastHeard().toEpochMilli());
        put(sighting.before(), buffer);
        put(sighting.last(), buffer);
        return buffer.put(fault).array();
    }

    /** Reads {@link #of} back; empty if it is nothing of the kind. */
    static Optional<CanarySighting> parse(byte[] value) {
        boolean isWhole = value.length == COUNTED || (value.length > COUNTED && value[COUNTED] == FAULT);
        if (!isWhole) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(value);
        try {
            return Optional.of(
                    new CanarySighting(time(buffer), time(buffer), counts(buffer), counts(buffer), faults(buffer)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] fault(List<String> faults) {
        return faults.isEmpty()
                ? new byte[0]
                : ((char) FAULT + OneLine.of(faults.getFirst(), MAX_FAULT)).getBytes(UTF_8);
    }

    private static List<String> faults(ByteBuffer buffer) {
        return buffer.hasRemaining()
                ? List.of(UTF_8.decode(buffer.position(buffer.position() + 1)).toString())
                : List.of();
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
