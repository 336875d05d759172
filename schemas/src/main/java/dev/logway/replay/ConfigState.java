package dev.logway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import dev.logway.wire.UndecodableException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a scope's config topic says at its end: the last record of each key. What stood there before is over. */
final class ConfigState {
    private final Scope scope;
    private final TreeMap<String, Stands> resources = new TreeMap<>();
    private @Nullable LoggedRecord sealRecord;
    private @Nullable Seal seal;

    /**
     * The last record of a key, without its value, of which there may be many.
     *
     * @param fingerprint null if it cannot be read, because of {@code fault}
     */
    private record Stands(@Nullable Fingerprint fingerprint, String fault, LoggedRecord record) {}

    ConfigState(Scope scope) {
        this.scope = scope;
    }

    /** Takes the topic's next record. */
    void accept(LoggedRecord record) {
        String key = new String(record.key(), UTF_8);
        resources.remove(key);
        if (record.value() == null) {
            return;
        }
        var place =
                new LoggedRecord(record.topic(), record.partition(), record.offset(), record.at(), record.key(), null);
        try {
            switch (ConfigCodec.decode(scope, record.key(), record.value())) {
                case ConfigItem.Sealed(Seal found) -> {
                    seal = found;
                    sealRecord = record;
                }
                case ConfigItem.Changed(EntryChange.Put(Entry entry)) ->
                    resources.put(key, new Stands(entry.fingerprint(), "", place));
                case ConfigItem.Changed(EntryChange.Remove _) -> {} // has no value
            }
        } catch (UndecodableException e) {
            resources.put(key, new Stands(null, String.valueOf(e.getMessage()), place));
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
            if (stands.fingerprint == null) {
                return Optional.of(
                        new Divergence(stands.record, image.revision(), "a record that can be read", stands.fault));
            }
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
            if (missing[0] == null && !resources.containsKey(entry.key().path())) {
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
