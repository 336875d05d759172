package dev.logway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Hash;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.RunningHash;
import dev.logway.wire.UndecodableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * A projector that was ended while it kept an image keeps it again, so that the parts of one revision may stand there
 * several times, any of them perhaps not to the end. Each time begins with part 0.
 */
/** The parts of a scope's checkpoints, as they are read, in the order of their topic. */
final class KeptParts {
    private final String prefix;
    private final Map<Long, Sum> sums = new HashMap<>();
    private final Map<Long, List<Found>> finished = new HashMap<>();

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

    /** What is read of one time. */
    private static final class Sum {
        private final RunningHash hash = new RunningHash();
        private int count;

        Found found() {
            return new Found(count, hash.hash());
        }
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
            finished.remove(revision);
            return;
        }
        if (number == 0) {
            finish(revision);
            sums.put(revision, new Sum());
        }
        Sum sum = sums.get(revision);
        if (sum != null && sum.count == number) {
            sum.hash.add(value);
            sum.count++;
        }
    }

    private void finish(long revision) {
        Sum sum = sums.remove(revision);
        if (sum != null) {
            finished.computeIfAbsent(revision, _ -> new ArrayList<>()).add(sum.found());
        }
    }

    /** What there is of the image at {@code revision}, one for each time it was kept; it is not asked for again. */
    List<Found> take(long revision) {
        finish(revision);
        List<Found> all = finished.remove(revision);
        return all == null ? List.of() : all;
    }
}
