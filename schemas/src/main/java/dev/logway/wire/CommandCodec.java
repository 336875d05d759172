package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Schedule;
import dev.logway.wire.avro.ApproveRecord;
import dev.logway.wire.avro.CancelRecord;
import dev.logway.wire.avro.ChangesetRecord;
import dev.logway.wire.avro.CommandRecord;
import dev.logway.wire.avro.DeleteRecord;
import dev.logway.wire.avro.FireRecord;
import dev.logway.wire.avro.IfMatchRecord;
import dev.logway.wire.avro.IfNoneMatchRecord;
import dev.logway.wire.avro.OriginRecord;
import dev.logway.wire.avro.PromoteRecord;
import dev.logway.wire.avro.PutRecord;
import dev.logway.wire.avro.WithdrawRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands as they stand in {@code logway.commands}: the key is the scope's path, the value an Avro single object. */
public final class CommandCodec {
    private static final SingleObject<CommandRecord> VALUE = new SingleObject<>(CommandRecord.getClassSchema());

    private CommandCodec() {}

    /** The record's value; its key is {@code Keys.of(command.scope())}. */
    public static byte[] encode(Command command) {
        return VALUE.encode(new CommandRecord(
                command.id().toString(),
                command.scope().path(),
                origin(command.origin()),
                command.idempotencyKey(),
                command.preconditions().stream().map(CommandCodec::precondition).toList(),
                action(command.action())));
    }

    /**
     * Reads a record of the commands topic.
     *
     * @throws UndecodableException if it is no command, or its key names another scope than its value
     */
    public static Command decode(byte @Nullable [] key, byte @Nullable [] value) {
        CommandRecord record = VALUE.decode(value);
        try {
            Scope scope = Keys.scope(key);
            if (!scope.path().equals(record.getScope())) {
                throw new UndecodableException("the key names " + scope + ", the value " + record.getScope());
            }
            return new Command(
                    CommandId.parse(record.getId()),
                    scope,
                    origin(record.getOrigin()),
                    record.getIdempotencyKey(),
                    record.getPreconditions().stream()
                            .map(CommandCodec::precondition)
                            .toList(),
                    action(record.getAction()));
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        }
    }

    static OriginRecord origin(Origin origin) {
        return new OriginRecord(origin.actor(), origin.reason(), origin.at(), origin.breakGlass());
    }

    static Origin origin(OriginRecord origin) {
        return new Origin(origin.getActor(), origin.getReason(), origin.getBreakGlass(), origin.getAt());
    }

    private static Object precondition(Precondition precondition) {
        return switch (precondition) {
            case Precondition.Absent(ResourceKey key) -> new IfNoneMatchRecord(key.path());
            case Precondition.Exists(ResourceKey key) -> new IfMatchRecord(key.path(), List.of());
            case Precondition.RevisionIs(ResourceKey key, List<Long> revisions) ->
                new IfMatchRecord(key.path(), revisions);
        };
    }

    private static Precondition precondition(Object union) {
        return switch (union) {
            case IfNoneMatchRecord absent -> new Precondition.Absent(Keys.resource(absent.getKey()));
            case IfMatchRecord match
            when match.getRevisions().isEmpty() -> new Precondition.Exists(Keys.resource(match.getKey()));
            case IfMatchRecord match ->
                new Precondition.RevisionIs(Keys.resource(match.getKey()), match.getRevisions());
            default -> throw new UndecodableException("unknown kind of precondition " + union.getClass());
        };
    }

    private static Object action(Action action) {
        return switch (action) {
            case Action.Changeset(List<Edit> edits, Action.Guard guard, Schedule schedule, var canary) ->
                new ChangesetRecord(
                        edits.stream().map(CommandCodec::edit).toList(),
                        guard == Action.Guard.FORCED,
                        schedule.effectiveAt(),
                        schedule.expiresAt(),
                        CanaryMapping.toAvro(canary));
            case Action.Approve(String id) -> new ApproveRecord(id);
            case Action.Cancel(String id) -> new CancelRecord(id);
            case Action.Promote(String id) -> new PromoteRecord(id);
            case Action.Fire(String id, var step) -> new FireRecord(id, PendingMapping.toAvro(step));
            case Action.Withdraw(String id, var step) -> new WithdrawRecord(id, PendingMapping.toAvro(step));
        };
    }

    private static Action action(Object union) {
        return switch (union) {
            case ChangesetRecord changeset ->
                new Action.Changeset(
                        changeset.getEdits().stream().map(CommandCodec::edit).toList(),
                        changeset.getForce() ? Action.Guard.FORCED : Action.Guard.GUARDED,
                        new Schedule(changeset.getEffectiveAt(), changeset.getExpiresAt()),
                        CanaryMapping.toDomain(changeset.getCanary()));
            case ApproveRecord approve -> new Action.Approve(approve.getId());
            case CancelRecord cancel -> new Action.Cancel(cancel.getId());
            case PromoteRecord promote -> new Action.Promote(promote.getId());
            case FireRecord fire -> new Action.Fire(fire.getId(), PendingMapping.toDomain(fire.getStep()));
            case WithdrawRecord withdraw ->
                new Action.Withdraw(withdraw.getId(), PendingMapping.toDomain(withdraw.getStep()));
            default -> throw new UndecodableException("unknown kind of command " + union.getClass());
        };
    }

    private static Object edit(Edit edit) {
        return switch (edit) {
            case Edit.Put put -> new PutRecord(ResourceMapping.toAvro(put.resource()));
            case Edit.Delete(ResourceKey key) -> new DeleteRecord(key.path());
        };
    }

    private static Edit edit(Object union) {
        return switch (union) {
            case PutRecord put -> new Edit.Put(ResourceMapping.toDomain(put.getValue()));
            case DeleteRecord delete -> new Edit.Delete(Keys.resource(delete.getKey()));
            default -> throw new UndecodableException("unknown kind of edit " + union.getClass());
        };
    }
}
