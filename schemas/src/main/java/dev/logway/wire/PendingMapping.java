package dev.logway.wire;

import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.Approvals.Approval;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Schedule;
import dev.logway.wire.avro.ApprovalRecord;
import dev.logway.wire.avro.ExpectationRecord;
import dev.logway.wire.avro.PendingChangeRecord;
import dev.logway.wire.avro.PendingStep;
import dev.logway.wire.avro.WantedRecord;

/** Pending changes between the domain and Avro. */
final class PendingMapping {
    private PendingMapping() {}

    static PendingChangeRecord toAvro(PendingChange pending) {
        PendingChange.Author author = pending.author();
        return new PendingChangeRecord(
                pending.id(),
                author.actor(),
                author.reason(),
                author.breakGlass(),
                author.at(),
                pending.wanted().stream().map(PendingMapping::toAvro).toList(),
                pending.expectations().stream()
                        .map(one -> new ExpectationRecord(one.key().path(), one.revision()))
                        .toList(),
                pending.approvals().required(),
                pending.approvals().given().stream()
                        .map(one -> new ApprovalRecord(one.actor(), one.reason(), one.at()))
                        .toList(),
                pending.schedule().effectiveAt(),
                pending.schedule().expiresAt(),
                toAvro(pending.next()),
                CanaryMapping.toAvro(pending.canary()));
    }

    static PendingChange toDomain(PendingChangeRecord pending) {
        return new PendingChange(
                pending.getId(),
                new PendingChange.Author(
                        pending.getAuthor(), pending.getReason(), pending.getBreakGlass(), pending.getAskedAt()),
                pending.getWanted().stream().map(PendingMapping::toDomain).toList(),
                pending.getExpectations().stream()
                        .map(one -> new Expectation(Keys.resource(one.getKey()), one.getRevision()))
                        .toList(),
                new Approvals(
                        pending.getRequiredApprovals(),
                        pending.getApprovals().stream()
                                .map(one -> new Approval(one.getActor(), one.getReason(), one.getAt()))
                                .toList()),
                new Schedule(pending.getEffectiveAt(), pending.getExpiresAt()),
                toDomain(pending.getNext()),
                CanaryMapping.toDomain(pending.getCanary()));
    }

    static PendingStep toAvro(Step step) {
        return switch (step) {
            case APPLY -> PendingStep.APPLY;
            case TAKE_BACK -> PendingStep.TAKE_BACK;
            case PROMOTE -> PendingStep.PROMOTE;
        };
    }

    static Step toDomain(PendingStep step) {
        return switch (step) {
            case APPLY -> Step.APPLY;
            case TAKE_BACK -> Step.TAKE_BACK;
            case PROMOTE -> Step.PROMOTE;
        };
    }

    private static WantedRecord toAvro(Wanted wanted) {
        var resource = wanted.resource();
        return new WantedRecord(wanted.key().path(), resource == null ? null : ResourceMapping.branch(resource));
    }

    private static Wanted toDomain(WantedRecord wanted) {
        Object resource = wanted.getResource();
        return new Wanted(Keys.resource(wanted.getKey()), resource == null ? null : ResourceMapping.resource(resource));
    }
}
