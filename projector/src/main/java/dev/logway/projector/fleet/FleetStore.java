package dev.logway.projector.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.fleet.CanarySighting;
import dev.logway.domain.fleet.GroupProgress.Decided;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.PendingChange;
import dev.logway.projector.state.ByteStore;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import dev.logway.wire.FleetCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.UndecodableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is kept of the fleet: instances as they were published last, the newest revision of each group, the changes that
 * are tried and what was heard of them, and the time. An entry that cannot be read is skipped: the next heartbeat or
 * revision writes it anew.
 */
final class FleetStore {
    private static final byte[] INSTANCE = {'i'};
    private static final byte[] GROUP = {'g'};
    private static final byte[] CANARY = {'c'};
    private static final byte[] SIGHTING = {'s'};
    private static final byte[] TIME = {'t'};
    private static final byte[] POSITION = {'p'};
    private static final int DECIDED_BYTES = 6 * Long.BYTES;

    private final ByteStore store;

    FleetStore(ByteStore store) {
        this.store = store;
    }

    void put(Instance instance) {
        store.put(key(INSTANCE, Keys.of(instance.id())), FleetCodec.encode(instance));
    }

    void remove(InstanceId instance) {
        store.delete(key(INSTANCE, Keys.of(instance)));
    }

    void put(Scope group, Decided decided) {
        Digest digest = decided.digest();
        store.put(
                key(GROUP, Keys.of(group)),
                ByteBuffer.allocate(DECIDED_BYTES)
                        .putLong(decided.revision())
                        .putLong(digest.a())
                        .putLong(digest.b())
                        .putLong(digest.c())
                        .putLong(digest.d())
                        .putLong(decided.at().toEpochMilli())
                        .array());
    }

    void putTime(Instant now) {
        store.put(
                TIME,
                ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array());
    }

    /** Keeps that the partition's events before {@code offset} were taken. */
    void putPosition(long offset) {
        store.put(POSITION, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    /** The offset before which all events were taken; empty if that is not known. */
    OptionalLong position() {
        byte[] value = store.get(POSITION);
        return value == null || value.length != Long.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(value).getLong());
    }

    /** The time that was put last, or the epoch. */
    Instant time() {
        byte[] value = store.get(TIME);
        return value == null || value.length != Long.BYTES
                ? Instant.EPOCH
                : Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
    }

    void instances(Consumer<Instance> visitor) {
        store.visit(INSTANCE, (key, value) -> {
            try {
                visitor.accept(FleetCodec.decodeInstance(rest(key), value));
            } catch (UndecodableException e) {
                // As the class says.
            }
        });
    }

    void groups(BiConsumer<Scope, Decided> visitor) {
        store.visit(GROUP, (key, value) -> {
            var group = Scope.parse(new String(rest(key), UTF_8));
            if (group.isPresent() && value.length == DECIDED_BYTES) {
                var buffer = ByteBuffer.wrap(value);
                long revision = buffer.getLong();
                var digest = new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
                visitor.accept(group.get(), new Decided(revision, digest, Instant.ofEpochMilli(buffer.getLong())));
            }
        });
    }

    void put(Scope group, PendingChange tried, Meta meta) {
        ConfigCodec.Encoded encoded = ConfigCodec.encode(group, new Change.Defined(tried, meta));
        if (encoded.value() != null) {
            store.put(canaryKey(group, tried), encoded.value());
        }
    }

    void remove(Scope group, PendingChange tried) {
        store.delete(canaryKey(group, tried));
    }

    void canaries(BiConsumer<Scope, PendingChange> visitor) {
        store.visit(CANARY, (key, value) -> {
            String[] names = new String(rest(key), UTF_8).split(" ", 2);
            var group = Scope.parse(names[0]);
            if (group.isPresent() && names.length == 2) {
                try {
                    var item = ConfigCodec.decode(group.get(), names[1].getBytes(UTF_8), value);
                    if (item instanceof ConfigItem.Changed(EntryChange.Put(Entry entry))
                            && entry.resource() instanceof PendingChange tried) {
                        visitor.accept(group.get(), tried);
                    }
                } catch (UndecodableException e) {
                    // As the class says; what is tried next is written anew.
                }
            }
        });
    }

    /** The scope and the resource, with a space between them, which neither has. */
    private static byte[] canaryKey(Scope group, PendingChange tried) {
        return key(CANARY, (group.path() + " " + tried.key().path()).getBytes(UTF_8));
    }

    void put(InstanceId instance, CanarySighting sighting) {
        store.put(key(SIGHTING, Keys.of(instance)), SightingBytes.of(sighting));
    }

    void removeSighting(InstanceId instance) {
        store.delete(key(SIGHTING, Keys.of(instance)));
    }

    /** Without the faults that were reported: the next report repeats them. */
    void sightings(BiConsumer<InstanceId, CanarySighting> visitor) {
        store.visit(SIGHTING, (key, value) -> {
            var instance = InstanceId.parse(new String(rest(key), UTF_8));
            var sighting = SightingBytes.parse(value);
            if (instance.isPresent() && sighting.isPresent()) {
                visitor.accept(instance.get(), sighting.get());
            }
        });
    }

    private static byte[] key(byte[] letter, byte[] rest) {
        return ByteBuffer.allocate(letter.length + rest.length)
                .put(letter)
                .put(rest)
                .array();
    }

    private static byte[] rest(byte[] key) {
        return Arrays.copyOfRange(key, 1, key.length);
    }
}
