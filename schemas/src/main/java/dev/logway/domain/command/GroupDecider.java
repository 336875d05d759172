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
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a gateway group. Pure: the same image, command and time always decide the same, whoever asks; the
 * projector decides with it, and the command API answers dry runs with it.
 */
public final class GroupDecider {
    /** Resources a group may hold; what every edge is built to serve lies above this. */
    public static final int MAX_RESOURCES = 200_000;

    /** Reasons a refusal gives at most, so that its event stays small whatever the command holds. */
    public static final int MAX_REASONS = 100;

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
        ResourceKey group = Group.key(image.scope().name());
        if (!image.contains(group) && changeset.edits().stream().noneMatch(edit -> puts(edit, group))) {
            return new Decision.Rejected(List.of(Rejection.unknownGroup(image.scope())));
        }
        var edits = new TreeMap<ResourceKey, Edit>();
        var repeated = new TreeSet<ResourceKey>();
        for (Edit edit : changeset.edits()) {
            if (edits.put(edit.key(), edit) != null) {
                repeated.add(edit.key());
            }
        }
        var reasons = new ArrayList<Rejection>();
        repeated.forEach(key -> reasons.add(Rejection.duplicateChange(key)));
        preconditions(image, command.preconditions(), reasons);
        if (reasons.isEmpty()) {
            check(new ProposedImage(image, edits), changeset, reasons);
        }
        return reasons.isEmpty()
                ? new Decision.Accepted(changes(image, edits, command.origin().actor(), at))
                : new Decision.Rejected(reasons.subList(0, Math.min(MAX_REASONS, reasons.size())));
    }

    private static boolean puts(Edit edit, ResourceKey key) {
        return edit instanceof Edit.Put && edit.key().equals(key);
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

    private static void check(ProposedImage proposed, Action.Changeset changeset, List<Rejection> reasons) {
        for (Edit edit : proposed.edits()) {
            if (reasons.size() >= MAX_REASONS) {
                return;
            }
            check(proposed, edit, reasons);
        }
        sizes(proposed, changeset, reasons);
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

    private static void sizes(ProposedImage proposed, Action.Changeset changeset, List<Rejection> reasons) {
        int deletes = proposed.deletes();
        int resources = proposed.before().size();
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
}
