package dev.logway.domain.command;

import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.ResourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reasons that have to do with when changes are made, and by whose leave. */
final class Refusals {
    private Refusals() {}

    static Rejection notADocument(ResourceKey key) {
        return new Rejection(
                Rejection.NOT_A_DOCUMENT,
                key + " is neither put nor deleted by a change: it comes with a change that waits, and is approved or"
                        + " cancelled",
                key,
                List.of());
    }

    static Rejection invalidSchedule(String fault) {
        return new Rejection(Rejection.INVALID_SCHEDULE, fault, null, List.of());
    }

    static Rejection tooManyPending(String fault) {
        return new Rejection(
                Rejection.TOO_MANY_PENDING, fault + "; cancel some, or wait until they are made", null, List.of());
    }

    static Rejection frozen(Freeze freeze) {
        String why = freeze.reason() == null ? "" : " (" + freeze.reason() + ")";
        return new Rejection(
                Rejection.GROUP_FROZEN,
                "the group is frozen from " + freeze.from() + " to " + freeze.to() + why
                        + "; break_glass with a reason makes the change all the same",
                null,
                List.of());
    }

    static Rejection notProposed(ResourceKey key) {
        return new Rejection(Rejection.NOT_PROPOSED, key + " does not wait for an approval", key, List.of());
    }

    static Rejection approvalByAuthor(ResourceKey key, String author) {
        return new Rejection(
                Rejection.APPROVAL_BY_AUTHOR,
                key + " was proposed by " + author + "; somebody else has to approve it",
                key,
                List.of());
    }

    static Rejection notApproved(ResourceKey key, Approvals approvals) {
        return new Rejection(
                Rejection.NOT_APPROVED,
                key + " has " + approvals.given().size() + " of " + approvals.required()
                        + " approvals, and its time has come",
                key,
                List.of());
    }

    static Rejection approvalRequired(ResourceKey key) {
        return new Rejection(
                Rejection.APPROVAL_REQUIRED,
                key + " was approved as a change that is taken back, and would stay if this was dropped; propose a"
                        + " change that is to stay",
                key,
                List.of());
    }

    static Rejection canaryUnderWay(ResourceKey canary) {
        return new Rejection(
                Rejection.CANARY_UNDER_WAY,
                canary + " is being tried by some instances; promote or cancel it, or wait for what comes of it",
                canary,
                List.of());
    }

    static Rejection noCanary(ResourceKey key) {
        return new Rejection(Rejection.NO_CANARY, key + " is not being tried by any instance", key, List.of());
    }

    static Rejection notTried(ResourceKey key) {
        return new Rejection(
                Rejection.INVALID_CANARY,
                key + " says how the group is changed, which no instance can try; change it by itself",
                key,
                List.of());
    }

    /** @param revision that is there; 0 for none */
    static Rejection changedSince(String code, Expectation expectation, long revision) {
        ResourceKey key = expectation.key();
        String since = switch (code) {
            case Rejection.CHANGED_SINCE_PROPOSED -> "since this was proposed";
            case Rejection.CHANGED_SINCE_APPLIED -> "since this was made";
            case Rejection.CHANGED_SINCE_TRIED -> "since the canary began";
            default -> "since this was asked for";
        };
        return new Rejection(
                code, key + " " + happened(expectation.revision(), revision) + " " + since, key, List.of());
    }

    private static String happened(@Nullable Long expected, long revision) {
        if (revision == 0) {
            return "was deleted";
        }
        return expected != null && expected == 0
                ? "was created (revision " + revision + ")"
                : "was changed (revision " + revision + ", not " + expected + ")";
    }
}
