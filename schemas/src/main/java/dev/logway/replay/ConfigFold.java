package dev.logway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Fingerprint;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Seal;
import dev.logway.wire.WrittenRevision;
import dev.logway.wire.WrittenRevision.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a scope's config topic must hold, byte for byte, as its events tell. Pure; one thread drives it. */
public final class ConfigFold {
    private final Scope scope;
    private final Map<String, Written> records = new HashMap<>();
    private Digest digest = Digest.EMPTY;
    private @Nullable WrittenRevision last;

    public ConfigFold(Scope scope) {
        this.scope = scope;
    }

    /** A record to append, so that a config topic becomes what it must be; a tombstone if {@code value} is null. */
    public record Repair(byte[] key, byte @Nullable [] value) {}

    /**
     * Takes the next record of the events topic.
     *
     * @throws ReplayException if the events do not make one history
     * @throws dev.logway.wire.UndecodableException if it is no event
     */
    public void accept(LoggedRecord record) {
        WrittenRevision written =
                WrittenRevision.read(record.key(), record.value()).orElse(null);
        if (written == null) {
            return;
        }
        long next = revision() + 1;
        if (written.revision() != next) {
            throw new ReplayException(
                    record.place() + ": the event of revision " + written.revision() + " (expected: " + next + ")");
        }
        written.changes().forEach(this::apply);
        if (!digest.equals(written.digest())) {
            throw new ReplayException(record.place() + ": the events fold to the digest " + digest + " (expected: "
                    + written.digest() + ")");
        }
        last = written;
    }

    /** The revision that was reached. */
    public long revision() {
        return last == null ? 0 : last.revision();
    }

    private void apply(Written change) {
        Fingerprint added = change.fingerprint();
        Written before = added == null ? records.remove(change.key()) : records.put(change.key(), change);
        if (before != null && before.fingerprint() != null) {
            digest = digest.minus(before.fingerprint());
        }
        if (added != null) {
            digest = digest.plus(added);
        }
    }

    /**
     * What to append to a topic that holds {@code there}: resources by key, then the seal; empty if it is as it must be.
     *
     * @param there the last value of each key, the seal's among them
     */
    public List<Repair> repairs(Map<String, byte[]> there) {
        var repairs = new ArrayList<Repair>();
        String sealKey = new String(Keys.seal(), UTF_8);
        new TreeMap<>(records).forEach((key, written) -> {
            if (!Arrays.equals(written.value(), there.get(key))) {
                repairs.add(new Repair(key.getBytes(UTF_8), written.value()));
            }
        });
        for (String key : there.keySet()) {
            if (!records.containsKey(key) && !key.equals(sealKey)) {
                repairs.add(new Repair(key.getBytes(UTF_8), null));
            }
        }
        byte[] seal = seal();
        if (seal != null && (!repairs.isEmpty() || !Arrays.equals(seal, there.get(sealKey)))) {
            repairs.add(new Repair(Keys.seal(), seal));
        }
        return repairs;
    }

    private byte @Nullable [] seal() {
        return last == null
                ? null
                : ConfigCodec.encode(scope, new Seal(last.revision(), last.digest(), last.commandId(), last.at()));
    }
}
