package dev.logway.domain.command;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a gateway group. Pure: the same image, command and time always decide the same, whoever asks; the
 * projector decides with it, and the command API answers dry runs with it.
 */
public final class GroupDecider {
    /** Resources a group may hold; what every edge is built to serve lies above this. */
    public static final int MAX_RESOURCES = 200_000;

    static final int UNGUARDED_DELETES = 20;
    private static final int NAMED_USERS = 10;

    private GroupDecider() {}

    /**
     * What becomes of {@code command} on {@code image}.
     *
     * @param at when it is decided, by the broker's clock
     */
    public static Decision decide(ScopeImage image, Command command, Instant at) {
        return switch (command.action()) {
            case Action.Changeset changeset -> decide(image, command, changeset, at);
        };
    }

    private static Decision decide(ScopeImage image, Command command, Action.Changeset changeset, Instant at) {
        SortedMap<ResourceKey, Edit> edits = new TreeMap<>();
        var reasons = new ArrayList<Rejection>();
        for (Edit edit : changeset.edits()) {
            if (edits.put(edit.key(), edit) != null) {
                reasons.add(Rejection.duplicateChange(edit.key()));
            }
        }
        ResourceKey group = Group.key(image.scope().name());
        if (!image.contains(group) && !(edits.get(group) instanceof Edit.Put)) {
            return new Decision.Rejected(List.of(Rejection.unknownGroup(image.scope())));
        }
        preconditions(image, command.preconditions(), reasons);
        if (reasons.isEmpty()) {
            var proposed = new Proposed(image, edits);
            edits.values().forEach(edit -> check(proposed, edit, reasons));
            sizes(proposed, changeset, reasons);
        }
        return reasons.isEmpty()
                ? new Decision.Accepted(changes(image, edits, command.origin().actor(), at))
                : new Decision.Rejected(reasons);
    }

    private static void preconditions(ScopeImage image, List<Precondition> preconditions, List<Rejection> reasons) {
        for (Precondition precondition : preconditions) {
            ResourceKey key = precondition.key();
            Entry entry = image.get(key).orElse(null);
            switch (precondition) {
                case Precondition.Absent _ -> {
                    if (entry != null) {
                        reasons.add(Rejection.alreadyExists(key));
                    }
                }
                case Precondition.Exists _ -> {
                    if (entry == null) {
                        reasons.add(Rejection.absent(key));
                    }
                }
                case Precondition.RevisionIs(ResourceKey _, List<Long> revisions) -> {
                    if (entry == null) {
                        reasons.add(Rejection.absent(key));
                    } else if (!revisions.contains(entry.meta().revision())) {
                        reasons.add(Rejection.revisionMismatch(
                                key, revisions, entry.meta().revision()));
                    }
                }
            }
        }
    }

    private static void check(Proposed proposed, Edit edit, List<Rejection> reasons) {
        Scope scope = proposed.image.scope();
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
                if (!proposed.image.contains(key)) {
                    reasons.add(Rejection.notFound(key));
                    return;
                }
                List<ResourceKey> users = proposed.usersOf(key);
                if (!users.isEmpty()) {
                    reasons.add(Rejection.inUse(key, users));
                }
                if (key.kind() == ResourceKind.GROUPS && proposed.size() > 0) {
                    reasons.add(Rejection.groupNotEmpty(key, proposed.size(), proposed.some()));
                }
            }
        }
    }

    private static void sizes(Proposed proposed, Action.Changeset changeset, List<Rejection> reasons) {
        int deletes = proposed.deletes();
        int resources = proposed.image.size();
        if (changeset.guard() == Action.Guard.GUARDED && deletes > UNGUARDED_DELETES && deletes * 10L > resources) {
            reasons.add(Rejection.tooManyDeletes(deletes, resources));
        }
        if (proposed.size() > MAX_RESOURCES && proposed.size() > resources) {
            reasons.add(Rejection.tooManyResources(proposed.size(), MAX_RESOURCES));
        }
    }

    private static List<Change> changes(
            ScopeImage image, SortedMap<ResourceKey, Edit> edits, String actor, Instant at) {
        var changes = new ArrayList<Change>(edits.size());
        for (Edit edit : edits.values()) {
            switch (edit) {
                case Edit.Delete(ResourceKey key) -> changes.add(new Change.Removed(key));
                case Edit.Put(Resource resource) -> {
                    Entry old = image.get(resource.key()).orElse(null);
                    if (old == null || !old.resource().equals(resource)) {
                        changes.add(new Change.Defined(resource, meta(image, old, actor, at)));
                    }
                }
            }
        }
        return changes;
    }

    private static Meta meta(ScopeImage image, @Nullable Entry old, String actor, Instant at) {
        Instant createdAt = old == null ? at : old.meta().createdAt();
        return new Meta(image.revision() + 1, createdAt, at, actor);
    }

    /** The image as it would be after the edits; nothing is copied. */
    private record Proposed(ScopeImage image, SortedMap<ResourceKey, Edit> edits) {

        boolean contains(ResourceKey key) {
            Edit edit = edits.get(key);
            return edit == null ? image.contains(key) : edit instanceof Edit.Put;
        }

        int size() {
            int size = image.size();
            for (Edit edit : edits.values()) {
                boolean before = image.contains(edit.key());
                boolean after = edit instanceof Edit.Put;
                size += (after ? 1 : 0) - (before ? 1 : 0);
            }
            return size;
        }

        int deletes() {
            return (int) edits.values().stream()
                    .filter(edit -> edit instanceof Edit.Delete && image.contains(edit.key()))
                    .count();
        }

        /** The first few users of {@code target}: those that stay as they are, and those put here. */
        List<ResourceKey> usersOf(ResourceKey target) {
            var users = new HashSet<ResourceKey>();
            for (Edit edit : edits.values()) {
                if (edit instanceof Edit.Put(Resource resource)
                        && resource.references().contains(target)) {
                    users.add(resource.key());
                }
            }
            image.visitUsersOf(target, user -> {
                if (!edits.containsKey(user)) {
                    users.add(user);
                }
                return users.size() < NAMED_USERS;
            });
            return users.stream().sorted().limit(NAMED_USERS).toList();
        }

        /** A few resources that would be left. */
        List<ResourceKey> some() {
            var some = new ArrayList<ResourceKey>();
            for (ResourceKind kind : ResourceKind.values()) {
                image.visit(kind, null, entry -> {
                    if (contains(entry.key())) {
                        some.add(entry.key());
                    }
                    return some.size() < NAMED_USERS;
                });
            }
            return some.stream().limit(NAMED_USERS).toList();
        }
    }
}
