package dev.logway.verify.invariant;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an edge serves, made from deltas alone, as a routing table is. */
public record Table(long revision, SortedMap<ResourceKey, Entry> entries) {
    /** What an edge starts from that has no snapshot. */
    public static final Table EMPTY = new Table(0, new TreeMap<>());

    /** What an edge serves that starts from the snapshot {@code image}, or would serve if it had {@code image}. */
    public static Table of(ScopeImage image) {
        return EMPTY.with(image.asDelta());
    }

    /** This table after {@code delta}. */
    public Table with(ScopeDelta delta) {
        var next = new TreeMap<>(entries);
        for (EntryChange change : delta.changes()) {
            switch (change) {
                case EntryChange.Put(Entry entry) -> next.put(entry.key(), entry);
                case EntryChange.Remove(ResourceKey key) -> next.remove(key);
            }
        }
        return new Table(delta.to(), next);
    }

    @Override
    public String toString() {
        return "revision " + revision + " with " + entries.keySet();
    }
}
