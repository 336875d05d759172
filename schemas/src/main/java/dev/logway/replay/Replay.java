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
import dev.logway.wire.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/*
 * Of each resource only its last change counts, so a change is not made ready for an image (written as in the config
 * topic, and hashed) until the image is asked for. To fold a million events that change a thousand resources costs a
 * million decodings, and a thousand of the rest.
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
        if (EventCodec.isOfToday(value)) {
            for (Change change : accepted.changes()) {
                latest.put(change.key(), () -> ConfigCodec.encode(scope, change).change());
            }
        } else {
            for (ConfigCodec.Encoded encoded : ConfigOfEvent.of(event, value)) {
                latest.put(encoded.change().key(), encoded::change);
            }
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
}
