package dev.logway.domain.command;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The edits of one changeset, by resource: whether an image takes them, and what they come to. */
final class Edits {
    private static final int NAMED_USERS = 10;

    private final TreeMap<ResourceKey, Edit> byKey = new TreeMap<>();
    private final TreeSet<ResourceKey> repeated = new TreeSet<>();

    private Edits() {}

    static Edits of(Collection<Edit> edits) {
        var all = new Edits();
        for (Edit edit : edits) {
            if (all.byKey.put(edit.key(), edit) != null) {
                all.repeated.add(edit.key());
            }
        }
        return all;
    }

    /** The edits that make of resources what is wanted of them. */
    static Edits toward(List<Wanted> wanted) {
        return of(wanted.stream()
                .<Edit>map(one -> one.resource() == null ? new Edit.Delete(one.key()) : new Edit.Put(one.resource()))
                .toList());
    }

    /** What {@link #toward} reads back. */
    List<Wanted> wanted() {
        return byKey.values().stream()
                .map(edit -> switch (edit) {
                    case Edit.Put(Resource resource) -> new Wanted(resource.key(), resource);
                    case Edit.Delete(ResourceKey key) -> new Wanted(key, null);
                })
                .toList();
    }

    Collection<ResourceKey> keys() {
        return byKey.keySet();
    }

    int size() {
        return byKey.size();
    }

    boolean removes(ResourceKey key) {
        return byKey.get(key) instanceof Edit.Delete;
    }

    /** Adds to {@code reasons} what is wrong with the edits whatever image they meet. */
    void checkForm(List<Rejection> reasons) {
        repeated.forEach(key -> reasons.add(Rejection.duplicateChange(key)));
        byKey.keySet().stream()
                .filter(key -> key.kind() == ResourceKind.PENDING_CHANGES)
                .forEach(key -> reasons.add(Refusals.notADocument(key)));
    }

    /** Adds to {@code reasons} why the edits cannot be tried by some instances. */
    void checkTrial(List<Rejection> reasons) {
        byKey.keySet().stream()
                .filter(key -> key.kind() == ResourceKind.GROUPS)
                .forEach(key -> reasons.add(Refusals.notTried(key)));
    }

    /** Adds to {@code reasons} why {@code image} does not take the edits. */
    void check(ScopeImage image, Action.Guard guard, List<Rejection> reasons) {
        var proposed = new ProposedImage(image, byKey);
        for (Edit edit : byKey.values()) {
            if (reasons.size() >= GroupDecider.MAX_REASONS) {
                return;
            }
            check(proposed, edit, reasons);
        }
        sizes(proposed, guard, reasons);
    }

    private static void check(ProposedImage proposed, Edit edit, List<Rejection> reasons) {
        Scope scope = proposed.before().scope();
        ResourceKey key = edit.key();
        if (key.kind() == ResourceKind.GROUPS && !key.id().equals(scope.name())) {
            reasons.add(Rejection.wrongScope(key, scope));
            return;
        }
        switch (edit) {
            case Edit.Put(Resource resource) -> {
                for (ResourceKey target : resource.references()) {
                    if (!proposed.contains(target)) {
                        reasons.add(Rejection.unknownReference(key, target));
                    }
                }
            }
            case Edit.Delete _ -> {
                if (!proposed.before().contains(key)) {
                    reasons.add(Rejection.notFound(key));
                    return;
                }
                List<ResourceKey> users = proposed.usersOf(key, NAMED_USERS);
                if (!users.isEmpty()) {
                    reasons.add(Rejection.inUse(key, users));
                }
                if (key.kind() == ResourceKind.GROUPS && proposed.size() > 0) {
                    reasons.add(Rejection.groupNotEmpty(key, proposed.size(), proposed.some(NAMED_USERS)));
                }
            }
        }
    }

    private static void sizes(ProposedImage proposed, Action.Guard guard, List<Rejection> reasons) {
        int deletes = proposed.deletes();
        int resources = proposed.before().size();
        if (guard == Action.Guard.GUARDED && deletes > GroupDecider.UNGUARDED_DELETES && deletes * 10L > resources) {
            reasons.add(Rejection.tooManyDeletes(deletes, resources));
        }
        if (proposed.size() > GroupDecider.MAX_RESOURCES && proposed.size() > resources) {
            reasons.add(Rejection.tooManyResources(proposed.size(), GroupDecider.MAX_RESOURCES));
        }
    }

    /** What the edits really change of {@code image}, which takes them, sorted by key. */
    List<Change> changes(ScopeImage image, String actor, Instant at) {
        var changes = new ArrayList<Change>(byKey.size());
        for (Edit edit : byKey.values()) {
            switch (edit) {
                case Edit.Delete(ResourceKey key) -> changes.add(new Change.Removed(key));
                case Edit.Put(Resource resource) -> {
                    Entry old = image.get(resource.key()).orElse(null);
                    if (old == null || !old.resource().equals(resource)) {
                        changes.add(defined(image, old, resource, actor, at));
                    }
                }
            }
        }
        return changes;
    }

    /** That {@code resource} is put in the revision after {@code image}, where {@code old} stood. */
    static Change.Defined defined(ScopeImage image, @Nullable Entry old, Resource resource, String actor, Instant at) {
        Instant createdAt = old == null ? at : old.meta().createdAt();
        return new Change.Defined(resource, new Meta(image.revision() + 1, createdAt, at, actor));
    }
}
