package dev.logway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigOfEvent;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Seal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a scope's config topic must hold, byte for byte, as its events tell. Pure; one thread drives it. */
public final class ConfigFold {
    private final Scope scope;
    private final TreeMap<String, byte[]> records = new TreeMap<>();
    private ScopeImage image;
    private @Nullable Seal seal;

    public ConfigFold(Scope scope) {
        this.scope = scope;
        this.image = ScopeImage.empty(scope);
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
        Event event = EventCodec.decode(record.key(), record.value());
        if (!(event.outcome() instanceof Outcome.Accepted accepted) || record.value() == null) {
            return;
        }
        long next = image.revision() + 1;
        if (accepted.revision() != next) {
            throw new ReplayException(
                    record.place() + ": the event of revision " + accepted.revision() + " (expected: " + next + ")");
        }
        var changes = new ArrayList<EntryChange>();
        for (ConfigCodec.Encoded encoded : ConfigOfEvent.of(event, record.value())) {
            changes.add(encoded.change());
            String key = new String(encoded.key(), UTF_8);
            if (encoded.value() == null) {
                records.remove(key);
            } else {
                records.put(key, encoded.value());
            }
        }
        image = image.apply(ScopeDelta.of(image.revision(), next, changes));
        if (!image.digest().equals(accepted.digest())) {
            throw new ReplayException(record.place() + ": the events fold to the digest " + image.digest()
                    + " (expected: " + accepted.digest() + ")");
        }
        seal = new Seal(next, image.digest(), event.commandId(), event.at());
    }

    /** The revision that was reached. */
    public long revision() {
        return image.revision();
    }

    /**
     * What to append to a topic that holds {@code there}: resources by key, then the seal; empty if it is as it must be.
     *
     * @param there the last value of each key, the seal's among them
     */
    public List<Repair> repairs(Map<String, byte[]> there) {
        var repairs = new ArrayList<Repair>();
        String sealKey = new String(Keys.seal(), UTF_8);
        records.forEach((key, value) -> {
            if (!Arrays.equals(value, there.get(key))) {
                repairs.add(new Repair(key.getBytes(UTF_8), value));
            }
        });
        for (String key : there.keySet()) {
            if (!records.containsKey(key) && !key.equals(sealKey)) {
                repairs.add(new Repair(key.getBytes(UTF_8), null));
            }
        }
        byte[] last = seal == null ? null : ConfigCodec.encode(scope, seal);
        if (last != null && (!repairs.isEmpty() || !Arrays.equals(last, there.get(sealKey)))) {
            repairs.add(new Repair(Keys.seal(), last));
        }
        return repairs;
    }
}
