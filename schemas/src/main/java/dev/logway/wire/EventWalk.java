package dev.logway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.wire.WrittenRevision.Written;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** One way through the bytes of an event, by the schema they were written with. Used once, by one thread. */
final class EventWalk {
    /** Bytes that an int takes at most (Avro specification, "Primitive Types"). */
    private static final int LONGEST_INT = 5;

    private final Scope scope;
    private final byte[] value;
    private final EventSchemas schemas;
    private final BinaryDecoder in;

    private String commandId = "";
    private String named = "";
    private Instant at = Instant.EPOCH;
    private long revision;
    private String digest = "";
    private @Nullable List<Written> changes;

    /**
     * @param scope that the record's key names
     * @param value with a header that is one
     */
    EventWalk(Scope scope, byte[] value) {
        this.scope = scope;
        this.value = value;
        this.schemas = EventSchemas.of(SingleObject.fingerprint(value));
        this.in = DecoderFactory.get()
                .binaryDecoder(value, SingleObject.HEADER_BYTES, value.length - SingleObject.HEADER_BYTES, null);
    }

    Optional<WrittenRevision> revision() {
        try {
            event();
            if (!scope.path().equals(named)) {
                throw new UndecodableException("the key names " + scope + ", the value " + named);
            }
            if (changes == null) {
                return Optional.empty();
            }
            return Optional.of(new WrittenRevision(
                    scope, revision, Digest.parse(digest), CommandId.parse(commandId), at, changes));
        } catch (UndecodableException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            throw new UndecodableException(
                    "EventRecord: damaged (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private void event() throws IOException {
        for (Field field : schemas.event().getFields()) {
            switch (field.name()) {
                case "commandId" -> commandId = in.readString();
                case "scope" -> named = in.readString();
                case "at" -> at = Instant.ofEpochMilli(in.readLong());
                case "outcome" -> outcome(branch(field.schema()));
                default -> pass(field.schema());
            }
        }
        if (!in.isEnd()) {
            throw new UndecodableException("EventRecord: bytes left over");
        }
    }

    private void outcome(Schema outcome) throws IOException {
        if (!outcome.getName().equals("AcceptedRecord")) {
            pass(outcome);
            return;
        }
        for (Field field : outcome.getFields()) {
            switch (field.name()) {
                case "revision" -> revision = in.readLong();
                case "digest" -> digest = in.readString();
                case "changes" -> changes = changes(field.schema().getElementType());
                default -> pass(field.schema());
            }
        }
    }

    private List<Written> changes(Schema change) throws IOException {
        var all = new ArrayList<Written>();
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                all.add(change(branch(change)));
            }
        }
        return all;
    }

    private Written change(Schema change) throws IOException {
        return switch (change.getName()) {
            case "DefinedRecord" -> defined(change);
            case "RemovedRecord" -> new Written(Keys.resource(in.readString()).path(), null, null);
            default -> throw new UndecodableException("EventRecord: a change that is a " + change.getName());
        };
    }

    private Written defined(Schema defined) throws IOException {
        int start = position();
        ResourceKey key = null;
        for (Field field : defined.getFields()) {
            if (field.name().equals("value")) {
                key = resource(branch(field.schema().getField("resource").schema()));
            } else {
                pass(field.schema());
            }
        }
        if (key == null) {
            throw new UndecodableException("EventRecord: a resource without an id");
        }
        byte[] record = configRecord(start, position());
        return new Written(key.path(), record, Fingerprints.of(Keys.of(key), record));
    }

    private ResourceKey resource(Schema resource) throws IOException {
        ResourceKind kind = kind(resource.getName());
        String identity = kind == ResourceKind.GROUPS ? "name" : "id";
        String id = "";
        for (Field field : resource.getFields()) {
            if (field.name().equals(identity)) {
                id = in.readString();
            } else {
                pass(field.schema());
            }
        }
        return new ResourceKey(kind, id);
    }

    private static ResourceKind kind(String resource) {
        return switch (resource) {
            case "GroupRecord" -> ResourceKind.GROUPS;
            case "UpstreamRecord" -> ResourceKind.UPSTREAMS;
            case "ServiceRecord" -> ResourceKind.SERVICES;
            case "RouteRecord" -> ResourceKind.ROUTES;
            case "CertificateRecord" -> ResourceKind.CERTIFICATES;
            case "PendingChangeRecord" -> ResourceKind.PENDING_CHANGES;
            default -> throw new UndecodableException("EventRecord: a resource that is a " + resource);
        };
    }

    /** The config record of the resource whose bytes in this event are those from {@code start} to {@code end}. */
    private byte[] configRecord(int start, int end) {
        byte[] path = scope.path().getBytes(UTF_8);
        var record = new byte[SingleObject.HEADER_BYTES + 2 * LONGEST_INT + path.length + end - start];
        int length = SingleObject.putHeader(record, schemas.config());
        length += BinaryData.encodeInt(path.length, record, length);
        System.arraycopy(path, 0, record, length, path.length);
        length += path.length;
        length += BinaryData.encodeInt(schemas.definedBranch(), record, length);
        System.arraycopy(value, start, record, length, end - start);
        return Arrays.copyOf(record, length + end - start);
    }

    private Schema branch(Schema union) throws IOException {
        return union.getTypes().get(in.readIndex());
    }

    private void pass(Schema schema) throws IOException {
        GenericDatumReader.skip(schema, in);
    }

    /** Where the decoder stands in the event's bytes. */
    private int position() throws IOException {
        return value.length - in.inputStream().available();
    }
}
