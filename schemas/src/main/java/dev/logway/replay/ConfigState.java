package dev.logway.replay;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Fingerprint;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Seal;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a scope's config topic says at its end: the last record of each key. */
final class ConfigState {
    private final Scope scope;
    private final TreeMap<ResourceKey, Stands> resources = new TreeMap<>();
    private @Nullable LoggedRecord sealRecord;
    private @Nullable Seal seal;

    private record Stands(Fingerprint fingerprint, LoggedRecord record) {}

    ConfigState(Scope scope) {
        this.scope = scope;
    }

    /** Takes the topic's next record. */
    void accept(LoggedRecord record) {
        switch (ConfigCodec.decode(scope, record.key(), record.value())) {
            case ConfigItem.Sealed(Seal found) -> {
                seal = found;
                sealRecord = record;
            }
            case ConfigItem.Changed(EntryChange.Put(Entry entry)) ->
                resources.put(
                        entry.key(),
                        // Without the value, of which there may be many.
                        new Stands(
                                entry.fingerprint(),
                                new LoggedRecord(
                                        record.topic(),
                                        record.partition(),
                                        record.offset(),
                                        record.at(),
                                        record.key(),
                                        null)));
            case ConfigItem.Changed(EntryChange.Remove(ResourceKey key)) -> resources.remove(key);
        }
    }

    /** The revision of the last seal; 0 if there is none. */
    long sealedRevision() {
        return seal == null ? 0 : seal.revision();
    }

    Optional<LoggedRecord> sealRecord() {
        return Optional.ofNullable(sealRecord);
    }

    /** The first way in which it is not {@code image}, which is of the revision that is sealed. */
    Optional<Divergence> compare(ScopeImage image) {
        for (Stands stands : resources.values()) {
            ResourceKey key = Keys.resource(stands.record.key());
            Optional<Entry> entry = image.get(key);
            if (entry.isEmpty() || !entry.get().fingerprint().equals(stands.fingerprint)) {
                return Optional.of(new Divergence(
                        stands.record,
                        image.revision(),
                        entry.isEmpty()
                                ? "no " + key
                                : key + " as revision " + entry.get().meta().revision() + " made it",
                        "other bytes"));
            }
        }
        LoggedRecord sealed = sealRecord;
        if (sealed == null || seal == null) {
            return Optional.empty();
        }
        var missing = new ResourceKey[1];
        image.forEach(entry -> {
            if (missing[0] == null && !resources.containsKey(entry.key())) {
                missing[0] = entry.key();
            }
        });
        if (missing[0] != null) {
            return Optional.of(new Divergence(sealed, image.revision(), missing[0] + " before the seal", "nothing"));
        }
        return seal.digest().equals(image.digest())
                ? Optional.empty()
                : Optional.of(new Divergence(
                        sealed, image.revision(), "digest: " + image.digest(), "digest: " + seal.digest()));
    }
}
