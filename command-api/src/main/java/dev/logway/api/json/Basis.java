package dev.logway.api.json;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What documents are read against: the image that this node shows. A document that keeps something of what is there is
 * right only as long as that is still there, so what was kept becomes a precondition. Confined to one thread at a time.
 */
public final class Basis {
    private final ScopeImage image;
    private final List<Precondition> preconditions = new ArrayList<>();

    public Basis(ScopeImage image) {
        this.image = image;
    }

    /** What must hold for the documents that were read to mean what they say. */
    public List<Precondition> preconditions() {
        return List.copyOf(preconditions);
    }

    Scope scope() {
        return image.scope();
    }

    /** What is at {@code key} now, for a document that keeps a part of it. */
    Optional<Entry> kept(ResourceKey key) {
        Optional<Entry> entry = image.get(key);
        entry.ifPresent(now -> preconditions.add(
                new Precondition.RevisionIs(key, List.of(now.meta().revision()))));
        return entry;
    }
}
