package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.wire.avro.ConfigRecord;
import dev.logway.wire.avro.DefinedRecord;
import dev.logway.wire.avro.SealRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of the config topics. The key is the resource's path or {@code seal}; the value an Avro single object that
 * names its scope; a tombstone removes the resource.
 */
public final class ConfigCodec {
    private static final SingleObject<ConfigRecord> VALUE = new SingleObject<>(ConfigRecord.getClassSchema());

    private ConfigCodec() {}

    /** A change ready for the log, together with what it does to an image. */
    public record Encoded(byte[] key, byte @Nullable [] value, EntryChange change) {}

    /** The record of {@code change} in the config topic of {@code scope}. */
    public static Encoded encode(Scope scope, Change change) {
        byte[] key = Keys.of(change.key());
        return switch (change) {
            case Change.Removed(ResourceKey removed) -> new Encoded(key, null, new EntryChange.Remove(removed));
            case Change.Defined(Resource resource, Meta meta) -> {
                byte[] value = VALUE.encode(new ConfigRecord(scope.path(), EventCodec.defined(resource, meta)));
                var entry = new Entry(resource, meta, Fingerprints.of(key, value));
                yield new Encoded(key, value, new EntryChange.Put(entry));
            }
        };
    }

    /** The value of the record that seals a revision; its key is {@code Keys.seal()}. */
    public static byte[] encode(Scope scope, Seal seal) {
        return VALUE.encode(new ConfigRecord(
                scope.path(),
                new SealRecord(
                        seal.revision(),
                        seal.digest().toString(),
                        seal.commandId().toString(),
                        seal.at())));
    }

    /**
     * Reads a record of the config topic of {@code scope}.
     *
     * @throws UndecodableException if it is no config record, belongs to another scope or stands under another key
     */
    public static ConfigItem decode(Scope scope, byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return new ConfigItem.Changed(new EntryChange.Remove(Keys.resource(key)));
        }
        ConfigRecord record = VALUE.decode(value);
        if (key == null || !record.getScope().equals(scope.path())) {
            throw new UndecodableException("the topic belongs to " + scope + ", the value to " + record.getScope());
        }
        try {
            return switch (record.getContent()) {
                case SealRecord seal when Keys.isSeal(key) -> new ConfigItem.Sealed(seal(seal));
                case DefinedRecord defined when !Keys.isSeal(key) -> changed(key, value, defined);
                default -> throw new UndecodableException("the value does not belong under its key");
            };
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Seal seal(SealRecord seal) {
        return new Seal(
                seal.getRevision(), Digest.parse(seal.getDigest()), CommandId.parse(seal.getCommandId()), seal.getAt());
    }

    private static ConfigItem changed(byte[] key, byte[] value, DefinedRecord defined) {
        Resource resource = ResourceMapping.toDomain(defined.getValue());
        if (!resource.key().equals(Keys.resource(key))) {
            throw new UndecodableException("the key names " + Keys.resource(key) + ", the value " + resource.key());
        }
        var entry = new Entry(resource, EventCodec.meta(defined.getMeta()), Fingerprints.of(key, value));
        return new ConfigItem.Changed(new EntryChange.Put(entry));
    }
}
