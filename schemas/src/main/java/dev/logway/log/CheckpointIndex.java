package dev.logway.log;

import dev.logway.domain.Scope;
import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.replay.CheckpointSignature;
import dev.logway.replay.Moment;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The checkpoints that there are, of every scope; some hundred bytes each. Threadsafe. */
public final class CheckpointIndex {
    private final Map<Scope, ConcurrentSkipListMap<Long, Checkpoint>> scopes = new ConcurrentHashMap<>();
    private final @Nullable PublicKey key;

    /** @param key of whoever signs; with null, nobody's signature is asked for */
    public CheckpointIndex(@Nullable PublicKey key) {
        this.key = key;
    }

    /** Takes {@code checkpoint}, unless it has not the signature it needs; answers whether it has. */
    public boolean add(Checkpoint checkpoint) {
        if (key != null && !CheckpointSignature.isSigned(checkpoint, key)) {
            return false;
        }
        scopes.computeIfAbsent(checkpoint.scope(), _ -> new ConcurrentSkipListMap<>())
                .put(checkpoint.revision(), checkpoint);
        return true;
    }

    /** The last checkpoint of {@code scope} at or before {@code moment}. */
    public Optional<Checkpoint> floor(Scope scope, Moment moment) {
        var all = scopes.get(scope);
        if (all == null) {
            return Optional.empty();
        }
        return all.descendingMap().values().stream()
                .filter(checkpoint -> moment.includes(checkpoint.revision(), checkpoint.at()))
                .findFirst();
    }

    /** Forgets {@code checkpoint}, which turned out to be of no use. */
    public void remove(Checkpoint checkpoint) {
        var all = scopes.get(checkpoint.scope());
        if (all != null) {
            all.remove(checkpoint.revision(), checkpoint);
        }
    }
}
