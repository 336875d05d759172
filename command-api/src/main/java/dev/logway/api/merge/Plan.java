package dev.logway.api.merge;

import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The edits that take steps on an image.
 *
 * @param edits sorted by key; they take every step, against the conflicts too
 * @param preconditions that every resource of the edits is still as it was in the image
 * @param conflicts what stands in the way, sorted by key
 */
public record Plan(List<Edit> edits, List<Precondition> preconditions, List<Conflict> conflicts) {
    /** Copies the lists. */
    public Plan {
        edits = List.copyOf(edits);
        preconditions = List.copyOf(preconditions);
        conflicts = List.copyOf(conflicts);
    }

    /** The edits that make of {@code now} what {@code then} is, and meet no conflicts. */
    public static Plan replacing(ScopeImage now, ScopeImage then) {
        List<Edit> edits = Step.between(now, then).stream().map(Plan::edit).toList();
        return of(edits, now, List.of());
    }

    /** The edits that make a group like {@code image} where {@code transplant} leads, if there is none. */
    public static Plan copying(ScopeImage image, Transplant transplant) {
        var edits = new ArrayList<Edit>(image.size());
        image.forEach(entry -> {
            if (entry.key().kind() != ResourceKind.PENDING_CHANGES) {
                edits.add(new Edit.Put(transplant.of(entry.resource())));
            }
        });
        ResourceKey group = Group.key(transplant.target().name());
        return new Plan(edits, List.of(new Precondition.Absent(group)), List.of());
    }

    static Plan of(List<Edit> edits, ScopeImage now, List<Conflict> conflicts) {
        return new Plan(
                edits, edits.stream().map(edit -> unmoved(edit.key(), now)).toList(), conflicts);
    }

    private static Edit edit(Step step) {
        return step.to() == null ? new Edit.Delete(step.key()) : new Edit.Put(step.to());
    }

    private static Precondition unmoved(ResourceKey key, ScopeImage now) {
        return now.get(key)
                .map(Entry::meta)
                .<Precondition>map(meta -> new Precondition.RevisionIs(key, List.of(meta.revision())))
                .orElseGet(() -> new Precondition.Absent(key));
    }
}
