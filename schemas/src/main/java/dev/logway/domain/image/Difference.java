package dev.logway.domain.image;

import dev.logway.domain.resource.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is not the same in two images of a scope.
 *
 * @param before null if it was not there
 * @param after null if it is no longer there
 */
public record Difference(
        ResourceKey key, @Nullable Entry before, @Nullable Entry after) {

    /**
     * The first {@code limit} differences between two images, sorted by key.
     *
     * @param afterKey differences up to this one are left out; null for none
     */
    public static List<Difference> between(
            ScopeImage before, ScopeImage after, @Nullable ResourceKey afterKey, int limit) {
        var found = new TreeMap<ResourceKey, Difference>();
        before.forEach(old -> {
            Optional<Entry> now = after.get(old.key());
            if (now.isEmpty() || !now.get().fingerprint().equals(old.fingerprint())) {
                add(new Difference(old.key(), old, now.orElse(null)), afterKey, limit, found);
            }
        });
        after.forEach(now -> {
            if (!before.contains(now.key())) {
                add(new Difference(now.key(), null, now), afterKey, limit, found);
            }
        });
        return List.copyOf(found.values());
    }

    private static void add(
            Difference difference, @Nullable ResourceKey afterKey, int limit, TreeMap<ResourceKey, Difference> found) {
        if (afterKey == null || difference.key.compareTo(afterKey) > 0) {
            found.put(difference.key, difference);
            if (found.size() > limit) {
                found.pollLastEntry();
            }
        }
    }
}
