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
import java.util.TreeSet;
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
 * Three images are at work. `folded` takes every record as it comes and is compared at every seal; `vouched` is the
 * last one that matched its seal; `published` is the last one that was served. `unpublished` names what may differ
 * between the first and the last. A seal costs what its own revision changed, matching or not, and a publication what
 * changed since the last one: of the revisions that come together only the newest is published.
 */
/**
 * Folds the records of one config topic into images, and publishes each image that its seal vouches for. One thread
 * drives it; no I/O.
 */
public final class ScopeLoader {
    /** How often the end of the log is reached, at most, before an image that was refused is offered again. */
    public static final int MAX_ENDS = 64;

    private static final int MAX_NAME = 100;

    private final Scope scope;
    private final ImagePublisher publisher;
    private final TreeMap<ResourceKey, EntryChange> unsealed = new TreeMap<>();
    private final TreeSet<ResourceKey> unpublished = new TreeSet<>();
    private final TreeMap<String, String> undecodable = new TreeMap<>();
    private ScopeImage folded;
    private ScopeImage published;
    private @Nullable Vouched vouched;
    private @Nullable Seal lastSeal;
    private @Nullable String fault;
    private boolean caughtUp;
    private boolean damaged;
    private long mismatches;
    private int refusals;
    private int endsUntilOffer;

    /** An image that matched its seal. */
    private record Vouched(ScopeImage image, Seal seal, LogPosition position) {}

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
        served.forEach(entry -> loader.unpublished.add(entry.key()));
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

    /** Publishes the newest revision of the records that came together, once the end of the log was reached. */
    public void settle() {
        Vouched newest = vouched;
        if (caughtUp && newest != null) {
            publish(newest);
        }
    }

    /**
     * Says that the end of the log is reached, at {@code end}; now a mismatch is a fault. An image that the publisher
     * refused is offered to it again, each time after twice as many calls as the last, {@value #MAX_ENDS} at most.
     */
    public void caughtUp(LogPosition end) {
        caughtUp = true;
        boolean wasDamaged = damaged;
        damaged = lastSeal != null && !matches(lastSeal);
        mismatches += damaged && !wasDamaged ? 1 : 0;
        Vouched newest = vouched;
        if (newest != null) {
            publish(damaged ? newest : new Vouched(newest.image, newest.seal, end));
        }
        if (lastSeal != null && damaged) {
            fault = faulty("the digest differs at revision " + lastSeal.revision() + " (expected " + lastSeal.digest()
                    + ", folded " + folded.digest() + ")");
        } else if (lastSeal != null && newest == null && isOfferDue()) {
            publish(new Vouched(folded, lastSeal, end));
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

    /** How often it was found {@linkplain #isDamaged damaged}. */
    public long mismatches() {
        return mismatches;
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
            goBack(seal);
        }
        folded = folded.apply(new ScopeDelta(folded.revision(), seal.revision(), List.copyOf(unsealed.values())));
        unpublished.addAll(unsealed.keySet());
        unsealed.clear();
        lastSeal = seal;
        if (matches(seal)) {
            vouched = new Vouched(folded, seal, position);
        }
    }

    /** Behind a seal that nothing vouches for, revisions may count on from a lower one: that seal was a stranger's. */
    private void goBack(Seal seal) {
        if (lastSeal == null || matches(lastSeal)) {
            throw new UndecodableException(
                    "the seal goes back from revision " + folded.revision() + " to " + seal.revision());
        }
        folded = folded.at(seal.revision());
    }

    private boolean matches(Seal seal) {
        return folded.revision() == seal.revision() && folded.digest().equals(seal.digest());
    }

    private boolean isOfferDue() {
        return fault != null && --endsUntilOffer <= 0;
    }

    private void publish(Vouched news) {
        vouched = null;
        fault = null;
        Seal seal = news.seal;
        if (seal.revision() < published.revision()) {
            fault = endsEarlier();
            return;
        }
        if (seal.revision() == published.revision()) {
            if (seal.digest().equals(published.digest())) {
                served(published);
            } else {
                fault = faulty("the topic has another revision " + seal.revision() + " than the served one");
            }
            return;
        }
        var delta = new ScopeDelta(published.revision(), seal.revision(), changesTo(news.image));
        try {
            publisher.publish(new Loaded(delta, news.image, seal, news.position));
        } catch (RuntimeException e) {
            fault = faulty("revision " + seal.revision() + " cannot be served: " + e);
            endsUntilOffer = Math.min(MAX_ENDS, 1 << Math.min(refusals++, Integer.SIZE - 2));
            return;
        }
        served(news.image);
    }

    private void served(ScopeImage image) {
        published = image;
        refusals = 0;
        endsUntilOffer = 0;
        if (image.digest().equals(folded.digest())) {
            unpublished.clear();
        }
    }

    private List<EntryChange> changesTo(ScopeImage image) {
        var changes = new ArrayList<EntryChange>();
        for (ResourceKey key : unpublished) {
            Entry before = published.get(key).orElse(null);
            Entry after = image.get(key).orElse(null);
            if (after == null && before != null) {
                changes.add(new EntryChange.Remove(key));
            } else if (after != null && (before == null || !after.fingerprint().equals(before.fingerprint()))) {
                changes.add(new EntryChange.Put(after));
            }
        }
        return List.copyOf(changes);
    }

    private String endsEarlier() {
        return faulty(
                "the topic ends at revision " + folded.revision() + ", before the served " + published.revision());
    }

    private String faulty(String what) {
        return scope + ": " + what;
    }
}
