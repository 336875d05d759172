package dev.logway.domain.command;

import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** An image as it would be after some edits; nothing of it is copied. */
final class ProposedImage {
    private final ScopeImage before;
    private final SortedMap<ResourceKey, Edit> edits;
    private final SortedMap<ResourceKey, TreeSet<ResourceKey>> usersAmongPuts = new TreeMap<>();

    ProposedImage(ScopeImage before, SortedMap<ResourceKey, Edit> edits) {
        this.before = before;
        this.edits = edits;
        for (Edit edit : edits.values()) {
            if (edit instanceof Edit.Put(Resource resource)) {
                for (ResourceKey target : resource.references()) {
                    usersAmongPuts.computeIfAbsent(target, _ -> new TreeSet<>()).add(resource.key());
                }
            }
        }
    }

    /** The image that the edits meet. */
    ScopeImage before() {
        return before;
    }

    /** The edits, sorted by key. */
    Collection<Edit> edits() {
        return edits.values();
    }

    boolean contains(ResourceKey key) {
        Edit edit = edits.get(key);
        return edit == null ? before.contains(key) : edit instanceof Edit.Put;
    }

    int size() {
        int size = before.size();
        for (Edit edit : edits.values()) {
            boolean isThere = before.contains(edit.key());
            switch (edit) {
                case Edit.Put _ -> size += isThere ? 0 : 1;
                case Edit.Delete _ -> size -= isThere ? 1 : 0;
            }
        }
        return size;
    }

    /** How many of the resources that are there would go. */
    int deletes() {
        return (int) edits.values().stream()
                .filter(edit -> edit instanceof Edit.Delete && before.contains(edit.key()))
                .count();
    }

    /** At most {@code limit} users of {@code target}, sorted: of those that stay as they are, and of those put. */
    List<ResourceKey> usersOf(ResourceKey target, int limit) {
        var users = new TreeSet<>(usersAmongPuts.getOrDefault(target, new TreeSet<>()));
        int all = users.size() + limit;
        before.visitUsersOf(target, user -> {
            if (!edits.containsKey(user)) {
                users.add(user);
            }
            return users.size() < all;
        });
        return users.stream().limit(limit).toList();
    }

    /** The first {@code limit} resources that would be left. */
    List<ResourceKey> some(int limit) {
        var some = new ArrayList<ResourceKey>();
        for (ResourceKind kind : ResourceKind.values()) {
            before.visit(kind, null, entry -> {
                if (some.size() < limit && contains(entry.key())) {
                    some.add(entry.key());
                }
                return some.size() < limit;
            });
        }
        return List.copyOf(some);
    }
}
