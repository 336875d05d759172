package dev.logway.domain.command;

import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Author;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a changeset is made at once, or waits, or neither. What waits is checked as if it were made at once, so that
 * whoever asks is told of what is wrong and not the calendar; it is checked again when it is made.
 */
final class Admission {
    /** How far ahead a change is planned. */
    static final Duration MAX_AHEAD = Duration.ofDays(366);

    /** A time that went by this recently is taken as now: the asker's clock and the broker's are never quite the same. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Pending changes of a group. */
    static final int MAX_PENDING = 1_000;

    /** What the pending changes of a group are about, together: they are held in memory wherever the group is. */
    static final int MAX_PENDING_EDITS = 50_000;

    private Admission() {}

    /** @param unmet which preconditions of {@code command} do not hold */
    static Decision decide(
            ScopeImage image, Action.Changeset changeset, Command command, List<Rejection> unmet, Instant at) {
        var edits = Edits.of(changeset.edits());
        var reasons = new ArrayList<Rejection>();
        edits.checkForm(reasons);
        reasons.addAll(unmet);
        if (reasons.isEmpty()) {
            edits.check(image, changeset.guard(), reasons);
            schedule(image, edits, changeset.schedule(), at, reasons);
            if (changeset.canary() != null) {
                edits.checkTrial(reasons);
            }
        }
        if (!reasons.isEmpty()) {
            return GroupDecider.reject(reasons);
        }
        Origin by = command.origin();
        var author = new Author(by.actor(), by.reason(), by.breakGlass(), at);
        ChangeRules rules = PendingRules.rules(image);
        String id = String.valueOf(image.revision() + 1);
        Schedule schedule = changeset.schedule();
        PendingRules.frozen(rules, schedule, author.breakGlass(), reasons);
        boolean isDue = rules.requiredApprovals() == 0 && schedule.isDue(at);
        if (isDue && changeset.canary() == null) {
            return reasons.isEmpty()
                    ? PendingRules.make(image, edits, author, schedule, id, at)
                    : GroupDecider.reject(reasons);
        }
        bounds(image, edits, reasons);
        if (!reasons.isEmpty()) {
            return GroupDecider.reject(reasons);
        }
        if (isDue && changeset.canary() != null) {
            var canary = new CanaryRules.Trying(edits, author, schedule, changeset.canary());
            var kept = Conditions.kept(image, command.preconditions(), List.of());
            return CanaryRules.begin(image, canary, kept, id, at);
        }
        var seen = rules.requiredApprovals() == 0 ? List.<ResourceKey>of() : edits.keys();
        var pending = new PendingChange(
                id,
                author,
                edits.wanted(),
                Conditions.kept(image, command.preconditions(), seen),
                Approvals.required(rules.requiredApprovals()),
                schedule,
                PendingChange.Step.APPLY,
                changeset.canary());
        return new Decision.Accepted(List.of(Edits.defined(image, null, pending, author.actor(), at)));
    }

    private static void schedule(
            ScopeImage image, Edits edits, Schedule schedule, Instant at, List<Rejection> reasons) {
        if (schedule.equals(Schedule.NOW)) {
            return;
        }
        var group = Group.key(image.scope().name());
        Instant effectiveAt = schedule.effectiveAt();
        Instant expiresAt = schedule.expiresAt();
        Instant start = effectiveAt == null || effectiveAt.isBefore(at) ? at : effectiveAt;
        if (!image.contains(group)) {
            reasons.add(Rejection.unknownGroup(image.scope()));
        }
        if (effectiveAt != null && effectiveAt.isBefore(at.minus(TOLERANCE))) {
            reasons.add(Refusals.invalidSchedule("effective_at: " + effectiveAt + " went by; it is " + at));
        }
        if (effectiveAt != null && effectiveAt.isAfter(at.plus(MAX_AHEAD))) {
            reasons.add(Refusals.invalidSchedule(
                    "effective_at: " + effectiveAt + " (expected: at most 366 days ahead; it is " + at + ")"));
        }
        if (expiresAt != null && !expiresAt.isAfter(start)) {
            reasons.add(Refusals.invalidSchedule(
                    "expires_at: " + expiresAt + " (expected: a time after the change is made, at " + start + ")"));
        }
        if (expiresAt != null && expiresAt.isAfter(start.plus(MAX_AHEAD))) {
            reasons.add(Refusals.invalidSchedule("expires_at: " + expiresAt
                    + " (expected: at most 366 days after the change is made, at " + start + ")"));
        }
        if (expiresAt != null && edits.removes(group)) {
            reasons.add(Refusals.invalidSchedule("expires_at: the deletion of a group cannot be taken back by itself"));
        }
    }

    private static void bounds(ScopeImage image, Edits edits, List<Rejection> reasons) {
        var waiting = new ArrayList<PendingChange>();
        image.visit(ResourceKind.PENDING_CHANGES, null, entry -> {
            if (entry.resource() instanceof PendingChange pending) {
                waiting.add(pending);
            }
            return true;
        });
        int held = edits.size()
                + waiting.stream().mapToInt(pending -> pending.wanted().size()).sum();
        if (waiting.size() >= MAX_PENDING) {
            reasons.add(
                    Refusals.tooManyPending(waiting.size() + " changes wait already (at most " + MAX_PENDING + ")"));
        } else if (held > MAX_PENDING_EDITS) {
            reasons.add(Refusals.tooManyPending("the changes that wait would be about " + held
                    + " resources together (at most " + MAX_PENDING_EDITS + ")"));
        }
    }
}
