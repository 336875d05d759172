package dev.logway.replay;

import dev.logway.domain.Scope;
import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.CheckpointCodec;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigOfEvent;
import dev.logway.wire.EventCodec;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * The config topic and the checkpoints come first, and are remembered; then the events, in order. Each accepted event
 * is folded, and when the fold is where the config topic's last seal, or a checkpoint, says it stands, the two are
 * compared. So a config topic that was read up to some point is held against exactly that point, though changes go on.
 */
/**
 * Holds a scope's records against each other: that events are one chain without gaps, fold to the digests they carry,
 * and that checkpoints, with the images they keep, and the config topic are what they fold to. Pure. Records come in the
 * order of the topics as {@link #topics} says, each in its own order.
 */
public final class Audit {
    private final Scope scope;
    private final Topics topics;
    private final long sealedBefore;
    private final @Nullable PublicKey key;
    private final ConfigState config;
    private final KeptParts parts;
    private final TreeMap<Long, Kept> checkpoints = new TreeMap<>();
    private ScopeImage image;
    private Hash last = Hash.NONE;
    private Instant at = Instant.MIN;
    private long events;
    private long checked;
    private long signed;

    private record Kept(Checkpoint checkpoint, LoggedRecord record) {}

    /**
     * An audit of {@code scope}.
     *
     * @param sealedBefore an offset of the events topic; what stands before it must be sealed in the config topic
     * @param key by which every checkpoint must be signed; null if that is not asked for
     */
    public Audit(Scope scope, Topics topics, long sealedBefore, @Nullable PublicKey key) {
        this.sealedBefore = sealedBefore;
        this.scope = scope;
        this.topics = topics;
        this.key = key;
        this.config = new ConfigState(scope);
        this.parts = new KeptParts(scope);
        this.image = ScopeImage.empty(scope);
    }

    /** The topics to read, in this order. */
    public static List<String> topics(Scope scope, Topics topics) {
        return List.of(topics.config(scope), topics.checkpoints(), topics.checkpointParts(), topics.events());
    }

    /**
     * What was found in order.
     *
     * @param revision the newest
     * @param checkpoints that were compared, of which {@code signed} carry the signature that was asked for
     */
    public record Findings(long events, long revision, long resources, long checkpoints, long signed) {}

    /** Takes the next record of the scope; answers the first divergence. */
    public Optional<Divergence> accept(LoggedRecord record) {
        try {
            if (record.topic().equals(topics.events())) {
                return event(record);
            }
            if (record.topic().equals(topics.checkpoints())) {
                return checkpoint(record);
            }
            if (record.topic().equals(topics.checkpointParts())) {
                parts.accept(record);
                return Optional.empty();
            }
            config.accept(record);
            return Optional.empty();
        } catch (UndecodableException | ReplayException e) {
            return diverges(record, "a record that can be read", String.valueOf(e.getMessage()));
        }
    }

    /** Says that there are no more records; answers what is missing. */
    public Optional<Divergence> finish() {
        Optional<LoggedRecord> seal = config.sealRecord();
        if (seal.isPresent() && config.sealedRevision() > image.revision()) {
            return diverges(
                    seal.get(),
                    "a seal of revision " + image.revision() + " or before, where the events end",
                    "a seal of revision " + config.sealedRevision());
        }
        return Optional.empty();
    }

    public Findings findings() {
        return new Findings(events, image.revision(), image.size(), checked, signed);
    }

    private Optional<Divergence> event(LoggedRecord record) {
        Event event = EventCodec.decode(record.key(), record.value());
        events++;
        return switch (event.outcome()) {
            case Outcome.Accepted accepted -> accepted(record, event, accepted);
            case Outcome.Rejected rejected
            when rejected.revision() != image.revision() ->
                diverges(record, "a refusal at revision " + image.revision(), "one at revision " + rejected.revision());
            case Outcome.Rejected _, Outcome.Repeated _ -> Optional.empty();
        };
    }

    private Optional<Divergence> accepted(LoggedRecord record, Event event, Outcome.Accepted accepted) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        long next = image.revision() + 1;
        if (accepted.revision() != next) {
            return diverges(record, "the event of revision " + next, "that of revision " + accepted.revision());
        }
        if (!accepted.previous().equals(last)) {
            return diverges(
                    record,
                    "previous: " + last + ", the SHA-256 of the accepted event before it",
                    "previous: " + accepted.previous());
        }
        if (event.at().isBefore(at)) {
            return diverges(
                    record, "a time that is not before " + at, event.at().toString());
        }
        for (Change change : accepted.changes()) {
            if (change instanceof Change.Defined(var _, var meta) && meta.revision() != next) {
                return diverges(record, change.key() + " of revision " + next, "of revision " + meta.revision());
            }
        }
        List<EntryChange> changes = ConfigOfEvent.of(event, value).stream()
                .map(ConfigCodec.Encoded::change)
                .toList();
        ScopeImage folded = image.apply(ScopeDelta.of(image.revision(), next, changes));
        if (!folded.digest().equals(accepted.digest())) {
            return diverges(
                    record,
                    "digest: " + folded.digest() + ", to which the events fold",
                    "digest: " + accepted.digest());
        }
        if (record.offset() < sealedBefore && config.sealedRevision() < next) {
            return diverges(
                    record,
                    "a seal of revision " + next + " or later in " + topics.config(scope),
                    config.sealedRevision() == 0 ? "none" : "one of revision " + config.sealedRevision());
        }
        image = folded;
        last = EventCodec.hash(value);
        at = event.at();
        Optional<Divergence> kept =
                Optional.ofNullable(checkpoints.remove(next)).flatMap(each -> compare(each.checkpoint, each.record));
        return kept.isPresent() || config.sealedRevision() != next ? kept : config.compare(image);
    }

    private Optional<Divergence> checkpoint(LoggedRecord record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        Checkpoint checkpoint = CheckpointCodec.decode(record.value());
        if (!checkpoint.scope().equals(scope)) {
            return diverges(record, "a checkpoint of " + scope, "one of " + checkpoint.scope());
        }
        checkpoints.put(checkpoint.revision(), new Kept(checkpoint, record));
        return Optional.empty();
    }

    private Optional<Divergence> compare(Checkpoint checkpoint, LoggedRecord record) {
        checked++;
        if (!checkpoint.digest().equals(image.digest()) || checkpoint.resources() != image.size()) {
            return diverges(
                    record,
                    "a checkpoint of " + image.size() + " resources with the digest " + image.digest(),
                    checkpoint.resources() + " resources with the digest " + checkpoint.digest());
        }
        if (!checkpoint.event().equals(last)) {
            return diverges(record, "event: " + last, "event: " + checkpoint.event());
        }
        var kept = new KeptParts.Found(
                checkpoint.parts().count(), checkpoint.parts().hash());
        List<KeptParts.Found> found = parts.take(checkpoint.revision());
        if (!found.contains(kept)) {
            return diverges(
                    record,
                    "in " + topics.checkpointParts() + " " + kept,
                    found.isEmpty() ? "none" : found.getLast().toString());
        }
        if (key == null) {
            return Optional.empty();
        }
        signed++;
        return CheckpointSignature.isSigned(checkpoint, key)
                ? Optional.empty()
                : diverges(
                        record,
                        "a signature of the checkpoint by the key that was given",
                        checkpoint.signature().isEmpty() ? "none" : checkpoint.signature());
    }

    private Optional<Divergence> diverges(LoggedRecord record, String expected, String found) {
        return Optional.of(new Divergence(record, image.revision(), expected, found));
    }
}
