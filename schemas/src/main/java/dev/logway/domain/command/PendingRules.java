package dev.logway.domain.command;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Author;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * A pending change is made, or taken back, on the image without it, by the rules of any changeset. Only the guard
 * against large deletions does not count again: whoever asked has named each resource, and was asked then.
 */
/** What becomes of pending changes: approved, cancelled, tried, made, taken back, given up. */
final class PendingRules {
    private PendingRules() {}

    /** How the group of {@code image} may be changed. */
    static ChangeRules rules(ScopeImage image) {
        return image.group().map(Group::rules).orElse(ChangeRules.NONE);
    }

    static Decision approve(ScopeImage image, String id, Origin by, Instant at) {
        ResourceKey key = PendingChange.key(id);
        PendingChange pending = find(image, id).orElse(null);
        if (pending == null) {
            return GroupDecider.reject(Rejection.notFound(key));
        }
        if (pending.state() != PendingChange.State.PROPOSED) {
            return GroupDecider.reject(Refusals.notProposed(key));
        }
        if (by.actor().equals(pending.author().actor())) {
            return GroupDecider.reject(Refusals.approvalByAuthor(key, by.actor()));
        }
        if (pending.approvals().isFrom(by.actor())) {
            return new Decision.Accepted(List.of());
        }
        Approvals approvals = pending.approvals().with(new Approvals.Approval(by.actor(), by.reason(), at));
        if (approvals.areComplete() && pending.schedule().isDue(at)) {
            return apply(image, pending, by.breakGlass(), at);
        }
        var approved = new PendingChange(
                id,
                pending.author(),
                pending.wanted(),
                pending.expectations(),
                approvals,
                pending.schedule(),
                Step.APPLY,
                pending.canary());
        Entry old = image.get(key).orElse(null);
        return new Decision.Accepted(List.of(Edits.defined(image, old, approved, by.actor(), at)));
    }

    static Decision cancel(ScopeImage image, String id) {
        ResourceKey key = PendingChange.key(id);
        PendingChange pending = find(image, id).orElse(null);
        if (pending == null) {
            return GroupDecider.reject(Rejection.notFound(key));
        }
        if (pending.next() == Step.TAKE_BACK && rules(image).requiredApprovals() > 0) {
            return GroupDecider.reject(Refusals.approvalRequired(key));
        }
        return new Decision.Accepted(List.of(new Change.Removed(key)));
    }

    static Decision promote(ScopeImage image, String id, Origin by, Instant at) {
        ResourceKey key = PendingChange.key(id);
        PendingChange pending = find(image, id).orElse(null);
        if (pending == null) {
            return GroupDecider.reject(Rejection.notFound(key));
        }
        return pending.next() == Step.PROMOTE
                ? apply(image, pending, by.breakGlass(), at)
                : GroupDecider.reject(Refusals.noCanary(key));
    }

    static Decision fire(ScopeImage image, String id, Step step, Instant at) {
        PendingChange pending =
                find(image, id).filter(found -> found.next() == step).orElse(null);
        if (pending == null) {
            return GroupDecider.reject(Rejection.notFound(PendingChange.key(id)));
        }
        return switch (step) {
            case APPLY ->
                pending.approvals().areComplete()
                        ? apply(image, pending, null, at)
                        : GroupDecider.reject(Refusals.notApproved(pending.key(), pending.approvals()));
            case TAKE_BACK -> takeBack(image, pending, at);
            case PROMOTE -> apply(image, pending, null, at);
        };
    }

    static Decision withdraw(ScopeImage image, String id, Step step) {
        ResourceKey key = PendingChange.key(id);
        return find(image, id).filter(pending -> pending.next() == step).isPresent()
                ? new Decision.Accepted(List.of(new Change.Removed(key)))
                : GroupDecider.reject(Rejection.notFound(key));
    }

    /** @param breakGlass why it is made though the group is frozen, in words other than its author's; null for none */
    private static Decision apply(ScopeImage image, PendingChange pending, @Nullable String breakGlass, Instant at) {
        Instant expiresAt = pending.schedule().expiresAt();
        var reasons = new ArrayList<Rejection>();
        if (expiresAt != null && !expiresAt.isAfter(at)) {
            reasons.add(Refusals.invalidSchedule("expires_at: " + expiresAt + " went by; it is " + at));
        }
        check(image, pending, changedSince(pending), reasons);
        Author author = pending.author();
        String glass = author.breakGlass() == null ? breakGlass : author.breakGlass();
        var freed = new Author(author.actor(), author.reason(), glass, author.at());
        if (!reasons.isEmpty()) {
            return GroupDecider.reject(reasons);
        }
        var edits = Edits.toward(pending.wanted());
        if (pending.canary() == null || pending.next() == Step.PROMOTE) {
            return make(image, edits, freed, pending.schedule(), pending.id(), at);
        }
        var trying = new CanaryRules.Trying(edits, freed, pending.schedule(), pending.canary());
        return CanaryRules.begin(image, trying, pending.expectations(), pending.id(), at);
    }

    /** The code with which a step that makes a change is refused if one of its resources is another by now. */
    private static String changedSince(PendingChange pending) {
        if (pending.next() == Step.PROMOTE) {
            return Rejection.CHANGED_SINCE_TRIED;
        }
        return pending.approvals().required() > 0 ? Rejection.CHANGED_SINCE_PROPOSED : Rejection.REVISION_MISMATCH;
    }

    private static Decision takeBack(ScopeImage image, PendingChange pending, Instant at) {
        var reasons = new ArrayList<Rejection>();
        frozen(rules(image), at, pending.author().breakGlass(), reasons);
        check(image, pending, Rejection.CHANGED_SINCE_APPLIED, reasons);
        if (!reasons.isEmpty()) {
            return GroupDecider.reject(reasons);
        }
        List<Change> changes = Edits.toward(pending.wanted())
                .changes(without(image, pending.key()), pending.author().actor(), at);
        changes.add(new Change.Removed(pending.key()));
        return new Decision.Accepted(changes);
    }

    /** Adds to {@code reasons} why the next step cannot be taken. */
    private static void check(ScopeImage image, PendingChange pending, String code, List<Rejection> reasons) {
        for (Expectation expectation : pending.expectations()) {
            Long revision = Conditions.unmet(image, expectation);
            if (revision != null) {
                reasons.add(Refusals.changedSince(code, expectation, revision));
            }
        }
        if (reasons.isEmpty()) {
            Edits.toward(pending.wanted()).check(without(image, pending.key()), Action.Guard.FORCED, reasons);
        }
    }

    /** Makes {@code edits}, which {@code image} takes without the pending change {@code id}, unless the group is frozen. */
    static Decision make(ScopeImage image, Edits edits, Author author, Schedule schedule, String id, Instant at) {
        var reasons = new ArrayList<Rejection>();
        frozen(rules(image), at, author.breakGlass(), reasons);
        if (!reasons.isEmpty()) {
            return GroupDecider.reject(reasons);
        }
        ResourceKey key = PendingChange.key(id);
        List<Change> changes = edits.changes(without(image, key), author.actor(), at);
        Entry old = image.get(key).orElse(null);
        if (schedule.expiresAt() != null && !changes.isEmpty()) {
            PendingChange undoing = undoing(image, changes, author, schedule, id);
            changes.add(Edits.defined(image, old, undoing, author.actor(), at));
        } else if (old != null) {
            changes.add(new Change.Removed(key));
        }
        return new Decision.Accepted(changes);
    }

    /** What takes {@code changes} of {@code image} back, as long as nobody has changed what they made. */
    private static PendingChange undoing(
            ScopeImage image, List<Change> changes, Author author, Schedule schedule, String id) {
        var wanted = new ArrayList<Wanted>(changes.size());
        var expectations = new ArrayList<Expectation>(changes.size());
        for (Change change : changes) {
            ResourceKey key = change.key();
            wanted.add(new Wanted(key, image.get(key).map(Entry::resource).orElse(null)));
            expectations.add(new Expectation(
                    key,
                    switch (change) {
                        case Change.Defined(var _, var meta) -> meta.revision();
                        case Change.Removed _ -> 0L;
                    }));
        }
        return new PendingChange(id, author, wanted, expectations, Approvals.required(0), schedule, Step.TAKE_BACK);
    }

    /** Adds a reason if {@code schedule} names a time at which, as is known today, the group is frozen. */
    static void frozen(ChangeRules rules, Schedule schedule, @Nullable String breakGlass, List<Rejection> reasons) {
        Stream.of(schedule.effectiveAt(), schedule.expiresAt())
                .filter(Objects::nonNull)
                .forEach(time -> frozen(rules, time, breakGlass, reasons));
    }

    static void frozen(ChangeRules rules, Instant at, @Nullable String breakGlass, List<Rejection> reasons) {
        if (breakGlass == null) {
            rules.freezeAt(at)
                    .map(Refusals::frozen)
                    .filter(reason -> !reasons.contains(reason))
                    .ifPresent(reasons::add);
        }
    }

    static ScopeImage without(ScopeImage image, ResourceKey key) {
        long revision = image.revision();
        return image.apply(new ScopeDelta(revision, revision, List.of(new EntryChange.Remove(key))));
    }

    private static Optional<PendingChange> find(ScopeImage image, String id) {
        return image.get(PendingChange.key(id))
                .map(Entry::resource)
                .filter(PendingChange.class::isInstance)
                .map(PendingChange.class::cast);
    }
}
