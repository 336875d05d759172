package dev.logway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Hash;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.RunningHash;
import dev.logway.wire.UndecodableException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * A projector that was ended while it kept an image keeps it again, so that the parts of one revision may stand there
 * twice, the first time perhaps not all of them: what counts begins with the last part 0.
 */
/** The parts of a scope's checkpoints, as they are read, in the order of their topic. */
final class KeptParts {
    private final String prefix;
    private final Map<Long, Sum> sums = new HashMap<>();

    KeptParts(Scope scope) {
        this.prefix = scope.path() + "/";
    }

    /** What the parts of one revision come to. */
    record Found(int count, Hash hash) {
        @Override
        public String toString() {
            return count + " parts with the SHA-256 " + hash;
        }
    }

    private static final class Sum {
        private final RunningHash hash = new RunningHash();
        private int count;
    }

    /** @throws UndecodableException if it is no part of the scope's */
    void accept(LoggedRecord record) {
        String key = new String(record.key(), UTF_8);
        try {
            int slash = key.lastIndexOf('/');
            long revision = Long.parseLong(key.substring(prefix.length(), slash));
            accept(revision, Integer.parseInt(key.substring(slash + 1)), record.value());
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new UndecodableException("the key names no part of a checkpoint: " + key, e);
        }
    }

    private void accept(long revision, int number, byte @Nullable [] value) {
        if (value == null) {
            sums.remove(revision);
            return;
        }
        if (number == 0) {
            sums.put(revision, new Sum());
        }
        Sum sum = sums.get(revision);
        if (sum != null && sum.count == number) {
            sum.hash.add(value);
            sum.count++;
        }
    }

    /** What there is of the image at {@code revision}, which is not asked for again; null if there is nothing. */
    @Nullable
    Found take(long revision) {
        Sum sum = sums.remove(revision);
        return sum == null ? null : new Found(sum.count, sum.hash.hash());
    }
}
