package dev.logway.replay;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigOfEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Of each resource only its last change counts, so a change is not made ready for an image (cut out of its event and
 * hashed) until the image is asked for. To fold a million events that change a thousand resources costs a million
 * decodings, and a thousand of the rest.
 */
/**
 * Folds a scope's accepted events again, on top of an image that is known, into the image that {@link ScopeImage#apply}
 * makes of them. One thread drives it; no I/O.
 */
public final class Replay {
    private final Scope scope;
    private final Map<ResourceKey, Supplier<EntryChange>> latest = new HashMap<>();
    private ScopeImage folded;
    private long revision;
    private Digest digest;

    /** A replay that goes on from {@code base}, an image of the scope at any revision. */
    public Replay(ScopeImage base) {
        this.scope = base.scope();
        this.folded = base;
        this.revision = base.revision();
        this.digest = base.digest();
    }

    /**
     * Takes the scope's next accepted event.
     *
     * @param value the event's, as in the log
     * @throws ReplayException if it does not make the next revision
     */
    public void accept(Event event, Outcome.Accepted accepted, byte[] value) {
        if (accepted.revision() != revision + 1) {
            throw new ReplayException(scope + ": revision " + accepted.revision() + " follows " + revision
                    + " (expected: " + (revision + 1) + ")");
        }
        revision = accepted.revision();
        digest = accepted.digest();
        var records = new Records(event, value);
        List<Change> changes = accepted.changes();
        for (int i = 0; i < changes.size(); i++) {
            int index = i;
            latest.put(changes.get(i).key(), () -> records.change(index));
        }
    }

    /** The revision of the last event that was taken, or of the base. */
    public long revision() {
        return revision;
    }

    /**
     * The image at {@link #revision()}; the replay can go on from it.
     *
     * @throws ReplayException if it has not the digest that the last event names
     */
    public ScopeImage image() {
        if (folded.revision() == revision) {
            return folded;
        }
        var changes = new ArrayList<EntryChange>(latest.size());
        latest.values().forEach(change -> changes.add(change.get()));
        ScopeImage image = folded.apply(ScopeDelta.of(folded.revision(), revision, changes));
        if (!image.digest().equals(digest)) {
            throw new ReplayException(scope + ": the events up to revision " + revision + " fold to the digest "
                    + image.digest() + " (expected: " + digest + ", as the event says)");
        }
        latest.clear();
        folded = image;
        return image;
    }

    /** The changes of one event, made ready for an image when the first of them is asked for. */
    private static final class Records {
        private final Event event;
        private final byte[] value;
        private @Nullable List<ConfigCodec.Encoded> all;

        Records(Event event, byte[] value) {
            this.event = event;
            this.value = value;
        }

        EntryChange change(int index) {
            if (all == null) {
                all = ConfigOfEvent.of(event, value);
            }
            return all.get(index).change();
        }
    }
}
