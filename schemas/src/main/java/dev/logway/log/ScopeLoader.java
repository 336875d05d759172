package dev.logway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.OneLine;
import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import dev.logway.wire.Keys;
import dev.logway.wire.Seal;
import dev.logway.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * Why an image is published only at a seal that it matches.
 *
 * A compacted topic keeps the last record of each key. Whoever reads it from the start sees, in the part that was
 * compacted, a state that never was: an upstream that was defined, used and redefined stands after the route that
 * uses it. The seal of each revision carries the digest of the whole image, so the reader knows when what it folded
 * is what the projector had. Before the end of the log a mismatch means nothing, because a later record of a key can
 * have taken the place of an earlier one; at the end of the log it is a fault.
 *
 * Three images are at work. `folded` takes every record as it comes and is compared at every seal; `published` is the
 * last one that was served; `unpublished` holds what changed between the two. A seal costs what its own revision
 * changed, matching or not.
 */
/**
 * Folds the records of one config topic into images, and publishes each image that its seal vouches for. One thread
 * drives it; no I/O.
 */
public final class ScopeLoader {
    private static final int MAX_NAME = 100;

    private final Scope scope;
    private final ImagePublisher publisher;
    private final TreeMap<ResourceKey, EntryChange> unsealed = new TreeMap<>();
    private final TreeMap<ResourceKey, EntryChange> unpublished = new TreeMap<>();
    private final TreeMap<String, String> undecodable = new TreeMap<>();
    private ScopeImage folded;
    private ScopeImage published;
    private @Nullable Seal lastSeal;
    private @Nullable String fault;
    private boolean caughtUp;
    private boolean damaged;

    /**
     * A loader that goes on from {@code published}.
     *
     * @param published what is served already; the empty image if nothing is
     */
    public ScopeLoader(ScopeImage published, ImagePublisher publisher) {
        this.scope = published.scope();
        this.publisher = publisher;
        this.published = published;
        this.folded = published;
    }

    /**
     * A loader that reads the topic from its start, beside what is served, and publishes the difference.
     *
     * @param served the image that stays live meanwhile
     */
    public static ScopeLoader rebuilding(ScopeImage served, ImagePublisher publisher) {
        var loader = new ScopeLoader(served, publisher);
        loader.folded = ScopeImage.empty(served.scope());
        served.forEach(entry -> loader.unpublished.put(entry.key(), new EntryChange.Remove(entry.key())));
        return loader;
    }

    /**
     * Takes the next record of the topic.
     *
     * @param next where reading goes on after it
     */
    public void accept(byte @Nullable [] key, byte @Nullable [] value, LogPosition next) {
        String name = key == null ? "" : OneLine.of(new String(key, UTF_8), MAX_NAME);
        try {
            switch (ConfigCodec.decode(scope, key, value)) {
                case ConfigItem.Changed(EntryChange change) -> unsealed.put(change.key(), change);
                case ConfigItem.Sealed(Seal seal) -> seal(seal, next);
            }
            undecodable.remove(name);
        } catch (UndecodableException e) {
            if (value == null && key != null && !Keys.isSeal(key)) {
                undecodable.remove(name); // nothing stands there any more
            } else {
                undecodable.put(
                        name, name + " at offset " + (next.offset() - 1) + " cannot be decoded: " + e.getMessage());
            }
        }
    }

    /**
     * Says that the end of the log is reached, at {@code end}; now a mismatch is a fault. An image that the publisher
     * refused is offered to it again.
     */
    public void caughtUp(LogPosition end) {
        boolean first = !caughtUp;
        caughtUp = true;
        damaged = lastSeal != null && !matches(lastSeal);
        if (lastSeal != null && damaged) {
            fault = faulty("the digest differs at revision " + lastSeal.revision() + " (expected " + lastSeal.digest()
                    + ", folded " + folded.digest() + ")");
        } else if (lastSeal != null && (first || fault != null)) {
            publish(lastSeal, end);
        } else if (folded.revision() < published.revision()) {
            fault = endsEarlier();
        }
        if (fault == null && !unsealed.isEmpty()) {
            fault = faulty("no seal follows " + unsealed.lastKey());
        }
    }

    /** The last image that was published; the one to serve. */
    public ScopeImage published() {
        return published;
    }

    /** Whether the end of the log was reached once. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /**
     * Whether what was read to the end cannot be what the projector wrote, so that the topic must be read again from
     * its start.
     */
    public boolean isDamaged() {
        return damaged;
    }

    /** What keeps this loader from serving the newest revision; empty if nothing. */
    public List<String> faults() {
        var faults = new ArrayList<String>();
        if (fault != null) {
            faults.add(fault);
        }
        faults.addAll(undecodable.values());
        return List.copyOf(faults);
    }

    private void seal(Seal seal, LogPosition position) {
        if (seal.revision() < folded.revision()) {
            throw new UndecodableException(
                    "the seal goes back from revision " + folded.revision() + " to " + seal.revision());
        }
        folded = folded.apply(new ScopeDelta(folded.revision(), seal.revision(), List.copyOf(unsealed.values())));
        unpublished.putAll(unsealed);
        unsealed.clear();
        lastSeal = seal;
        if (caughtUp && matches(seal)) {
            publish(seal, position);
        }
    }

    private boolean matches(Seal seal) {
        return folded.revision() == seal.revision() && folded.digest().equals(seal.digest());
    }

    private void publish(Seal seal, LogPosition position) {
        fault = null;
        if (seal.revision() < published.revision()) {
            fault = endsEarlier();
            return;
        }
        if (seal.revision() == published.revision()) {
            if (seal.digest().equals(published.digest())) {
                unpublished.clear();
            } else {
                fault = faulty("the topic has another revision " + seal.revision() + " than the served one");
            }
            return;
        }
        List<EntryChange> news =
                unpublished.values().stream().filter(this::isNews).toList();
        var delta = new ScopeDelta(published.revision(), seal.revision(), news);
        try {
            publisher.publish(new Loaded(delta, folded, seal, position));
        } catch (RuntimeException e) {
            fault = faulty("revision " + seal.revision() + " cannot be served: " + e);
            return;
        }
        published = folded;
        unpublished.clear();
    }

    private boolean isNews(EntryChange change) {
        Entry served = published.get(change.key()).orElse(null);
        return switch (change) {
            case EntryChange.Put(Entry entry) ->
                served == null || !entry.fingerprint().equals(served.fingerprint());
            case EntryChange.Remove _ -> served != null;
        };
    }

    private String endsEarlier() {
        return faulty(
                "the topic ends at revision " + folded.revision() + ", before the served " + published.revision());
    }

    private String faulty(String what) {
        return scope + ": " + what;
    }
}
