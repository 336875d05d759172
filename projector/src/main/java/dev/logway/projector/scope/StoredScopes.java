package dev.logway.projector.scope;

import dev.logway.domain.Scope;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.projector.state.ByteStore;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import dev.logway.wire.Keys;
import dev.logway.wire.Seal;
import dev.logway.wire.UndecodableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of one store. Each is kept as its resources, byte for byte as in its config topic, and its head: the
 * hash of its last accepted event and its last seal. What was kept is believed only if the head is whole and the
 * resources, folded, have the digest that its seal names.
 */
final class StoredScopes {
    private final ByteStore store;

    StoredScopes(ByteStore store) {
        this.store = store;
    }

    /** Keeps what {@code projected}, an accepted command, changed. */
    void save(Projected projected) {
        ScopeHead head = projected.next();
        Scope scope = head.image().scope();
        for (LogRecord record : projected.publication().config()) {
            byte[] value = record.value();
            if (Keys.isSeal(record.key())) {
                store.put(StoreKeys.head(scope), StoredHead.encode(head.previous(), sealed(value)));
            } else if (value == null) {
                store.delete(StoreKeys.resource(scope, record.key()));
            } else {
                store.put(StoreKeys.resource(scope, record.key()), value);
            }
        }
    }

    /** Keeps that the partition's records before {@code offset} were taken. */
    void savePosition(long offset) {
        store.put(
                StoreKeys.position(),
                ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    /** The offset before which all records were taken; empty if nothing was kept. */
    OptionalLong position() {
        byte[] kept = store.get(StoreKeys.position());
        return kept == null || kept.length != Long.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(kept).getLong());
    }

    /** Whether nothing was ever kept, of an accepted command or of any other. */
    boolean holdNothing() {
        var found = new AtomicBoolean();
        for (byte[] prefix : List.of(StoreKeys.heads(), StoreKeys.windows(), StoreKeys.resources())) {
            store.visit(prefix, (_, _) -> found.set(true));
        }
        return !found.get();
    }

    /** Reads every scope back; reads the whole store once. */
    SortedMap<Scope, ScopeState> load() {
        var scopes = new TreeMap<Scope, Kept>();
        visit(StoreKeys.heads(), scopes, (kept, _, value) -> kept.head = value);
        visit(StoreKeys.windows(), scopes, (kept, _, value) -> kept.memory = memory(value));
        visit(StoreKeys.resources(), scopes, Kept::resource);
        var states = new TreeMap<Scope, ScopeState>();
        scopes.forEach((scope, kept) -> {
            ScopeState state = kept.state();
            if (state != null) {
                states.put(scope, state);
            }
        });
        return states;
    }

    private interface Part {
        void take(Kept kept, byte[] rest, byte[] value);
    }

    private void visit(byte[] prefix, SortedMap<Scope, Kept> scopes, Part part) {
        // A key that names no scope is missed by the scope it belonged to.
        store.visit(
                prefix,
                (key, value) -> StoreKeys.parse(key)
                        .ifPresent(parsed ->
                                part.take(scopes.computeIfAbsent(parsed.scope(), Kept::new), parsed.rest(), value)));
    }

    private static ScopeState.Memory memory(byte[] window) {
        return Window.isIntact(window) ? ScopeState.Memory.INTACT : ScopeState.Memory.DAMAGED;
    }

    private static byte[] sealed(byte @Nullable [] seal) {
        if (seal == null) {
            throw new IllegalArgumentException("seal: null (expected: the last record of an accepted command)");
        }
        return seal;
    }

    /** What is found of one scope. */
    private static final class Kept {
        private final Scope scope;
        private final List<EntryChange> resources = new ArrayList<>();
        private byte @Nullable [] head;
        private ScopeState.Memory memory = ScopeState.Memory.INTACT;
        private @Nullable String fault;

        Kept(Scope scope) {
            this.scope = scope;
        }

        void resource(byte[] key, byte[] value) {
            try {
                if (ConfigCodec.decode(scope, key, value) instanceof ConfigItem.Changed(EntryChange change)) {
                    resources.add(change);
                }
            } catch (UndecodableException e) {
                fault = "a resource that the projector kept is damaged: " + e.getMessage();
            }
        }

        /** Null if nothing was ever accepted in the scope. */
        @Nullable
        ScopeState state() {
            if (head == null) {
                return resources.isEmpty() && fault == null && memory == ScopeState.Memory.INTACT
                        ? null
                        : frozen(0, "the head that the projector kept is missing");
            }
            try {
                return state(StoredHead.decode(scope, head));
            } catch (UndecodableException e) {
                return frozen(0, "the head that the projector kept is damaged: " + e.getMessage());
            }
        }

        private ScopeState state(StoredHead head) {
            Seal seal = head.seal();
            if (fault != null) {
                return frozen(seal.revision(), fault);
            }
            if (memory == ScopeState.Memory.DAMAGED) {
                return frozen(seal.revision(), "the memory of commands that the projector kept is damaged");
            }
            ScopeImage image = ScopeImage.empty(scope).apply(ScopeDelta.of(0, seal.revision(), resources));
            if (!image.digest().equals(seal.digest())) {
                return frozen(
                        seal.revision(),
                        "what the projector kept of revision " + seal.revision() + " has the digest " + image.digest()
                                + " (expected: " + seal.digest() + ")");
            }
            return new ScopeState.Live(new ScopeHead(image, head.previous(), seal.at()));
        }

        private ScopeState frozen(long revision, String why) {
            return new ScopeState.Frozen(revision, why, memory);
        }
    }
}
