package dev.logway.domain.image;

import dev.logway.domain.resource.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The change between two images of a scope.
 *
 * @param from the revision it applies to; 0 for the empty image
 * @param to the revision it leads to; at least {@code from}
 * @param changes sorted by key, one per key
 */
public record ScopeDelta(long from, long to, List<EntryChange> changes) {

    /** Keeps the last change of each key, sorted by key. */
    public static ScopeDelta of(long from, long to, Collection<EntryChange> inOrder) {
        var byKey = new TreeMap<ResourceKey, EntryChange>();
        inOrder.forEach(change -> byKey.put(change.key(), change));
        return new ScopeDelta(from, to, List.copyOf(byKey.values()));
    }
}
