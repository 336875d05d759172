package dev.logway.verify.invariant;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.EventCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The events topic, and the image of every revision as the events tell it. It is folded from the facts alone, so it
 * can be held against what went through config topics.
 */
public final class History {
    private final List<Recorded> events = new ArrayList<>();
    private final SortedMap<Scope, List<ScopeImage>> images = new TreeMap<>();

    /** An event with its bytes. */
    public record Recorded(Event event, byte[] value) {}

    /** Adds a committed record of the events topic. */
    public void add(byte[] key, byte[] value) {
        Event event = EventCodec.decode(key, value);
        events.add(new Recorded(event, value));
        if (event.outcome() instanceof Outcome.Accepted accepted) {
            fold(event.scope(), accepted);
        }
    }

    /** Every event so far, in order. */
    public List<Recorded> events() {
        return Collections.unmodifiableList(events);
    }

    /** The image of {@code scope} at {@code revision}; empty if the events tell of no such revision. */
    public Optional<ScopeImage> image(Scope scope, long revision) {
        List<ScopeImage> known = images.getOrDefault(scope, List.of());
        if (revision == 0) {
            return Optional.of(ScopeImage.empty(scope));
        }
        return revision <= known.size() ? Optional.of(known.get((int) revision - 1)) : Optional.empty();
    }

    /** The newest image of {@code scope}. */
    public ScopeImage newest(Scope scope) {
        List<ScopeImage> known = images.getOrDefault(scope, List.of());
        return known.isEmpty() ? ScopeImage.empty(scope) : known.getLast();
    }

    private void fold(Scope scope, Outcome.Accepted accepted) {
        ScopeImage before = newest(scope);
        if (accepted.revision() == before.revision() + 1) { // RevisionsOnlyGrow tells of others
            List<EntryChange> changes = accepted.changes().stream()
                    .map(change -> ConfigCodec.encode(scope, change).change())
                    .toList();
            images.computeIfAbsent(scope, _ -> new ArrayList<>())
                    .add(before.apply(ScopeDelta.of(before.revision(), accepted.revision(), changes)));
        }
    }
}
