package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.wire.avro.AcceptedRecord;
import dev.logway.wire.avro.DefinedRecord;
import dev.logway.wire.avro.EventRecord;
import dev.logway.wire.avro.MetaRecord;
import dev.logway.wire.avro.RejectedRecord;
import dev.logway.wire.avro.RejectionRecord;
import dev.logway.wire.avro.RemovedRecord;
import dev.logway.wire.avro.RepeatedRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Events as they stand in {@code logway.events}: the key is the scope's path, the value an Avro single object. */
public final class EventCodec {
    private static final SingleObject<EventRecord> VALUE = new SingleObject<>(EventRecord.getClassSchema());

    private EventCodec() {}

    /** The record's value; its key is {@code Keys.of(event.scope())}. */
    public static byte[] encode(Event event) {
        return VALUE.encode(new EventRecord(
                event.commandId().toString(),
                event.scope().path(),
                CommandCodec.origin(event.origin()),
                event.at(),
                outcome(event.outcome())));
    }

    /** The hash by which the scope's next accepted event names the one with this value. */
    public static Hash hash(byte[] value) {
        return Fingerprints.of(value);
    }

    /**
     * Reads a record of the events topic.
     *
     * @throws UndecodableException if it is no event, or its key names another scope than its value
     */
    public static Event decode(byte @Nullable [] key, byte @Nullable [] value) {
        EventRecord record = VALUE.decode(value);
        try {
            Scope scope = Keys.scope(key);
            if (!scope.path().equals(record.getScope())) {
                throw new UndecodableException("the key names " + scope + ", the value " + record.getScope());
            }
            return new Event(
                    CommandId.parse(record.getCommandId()),
                    scope,
                    CommandCodec.origin(record.getOrigin()),
                    record.getAt(),
                    outcome(record.getOutcome()));
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What {@code value} says, if it is an event at all. */
    static @Nullable EventRecord readable(byte @Nullable [] value) {
        try {
            return VALUE.decode(value);
        } catch (UndecodableException e) {
            return null;
        }
    }

    /** Whether {@code event} says what {@code value} does. By their bytes: Avro compares no times inside of unions. */
    static boolean says(EventRecord event, byte @Nullable [] value) {
        EventRecord readable = readable(value);
        return readable != null && Arrays.equals(VALUE.encode(event), VALUE.encode(readable));
    }

    static DefinedRecord defined(Resource resource, Meta meta) {
        return new DefinedRecord(
                ResourceMapping.toAvro(resource),
                new MetaRecord(meta.revision(), meta.createdAt(), meta.updatedAt(), meta.updatedBy()));
    }

    static Meta meta(MetaRecord meta) {
        return new Meta(meta.getRevision(), meta.getCreatedAt(), meta.getUpdatedAt(), meta.getUpdatedBy());
    }

    private static Object outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted ->
                new AcceptedRecord(
                        accepted.revision(),
                        accepted.digest().toString(),
                        accepted.changes().stream().map(EventCodec::change).toList(),
                        accepted.previous().hex());
            case Outcome.Rejected rejected ->
                new RejectedRecord(
                        rejected.revision(),
                        rejected.reasons().stream().map(EventCodec::rejection).toList());
            case Outcome.Repeated repeated ->
                new RepeatedRecord(repeated.first().toString(), outcome(repeated.original()));
        };
    }

    private static Outcome outcome(Object union) {
        return union instanceof RepeatedRecord repeated
                ? new Outcome.Repeated(CommandId.parse(repeated.getFirst()), verdict(repeated.getOriginal()))
                : verdict(union);
    }

    private static Outcome.Verdict verdict(Object union) {
        return switch (union) {
            case AcceptedRecord accepted ->
                new Outcome.Accepted(
                        accepted.getRevision(),
                        Digest.parse(accepted.getDigest()),
                        accepted.getChanges().stream().map(EventCodec::change).toList(),
                        new Hash(accepted.getPrevious()));
            case RejectedRecord rejected ->
                new Outcome.Rejected(
                        rejected.getRevision(),
                        rejected.getReasons().stream()
                                .map(EventCodec::rejection)
                                .toList());
            default -> throw new UndecodableException("unknown kind of outcome " + union.getClass());
        };
    }

    private static Object change(Change change) {
        return switch (change) {
            case Change.Defined(Resource resource, Meta meta) -> defined(resource, meta);
            case Change.Removed(ResourceKey key) -> new RemovedRecord(key.path());
        };
    }

    private static Change change(Object union) {
        return switch (union) {
            case DefinedRecord defined ->
                new Change.Defined(ResourceMapping.toDomain(defined.getValue()), meta(defined.getMeta()));
            case RemovedRecord removed -> new Change.Removed(Keys.resource(removed.getKey()));
            default -> throw new UndecodableException("unknown kind of change " + union.getClass());
        };
    }

    private static RejectionRecord rejection(Rejection rejection) {
        return new RejectionRecord(
                rejection.code(),
                rejection.message(),
                rejection.subject() == null ? null : rejection.subject().path(),
                rejection.related().stream().map(ResourceKey::path).toList());
    }

    private static Rejection rejection(RejectionRecord rejection) {
        return new Rejection(
                rejection.getCode(),
                rejection.getMessage(),
                rejection.getSubject() == null ? null : Keys.resource(rejection.getSubject()),
                rejection.getRelated().stream().map(Keys::resource).toList());
    }
}
