package dev.logway.api.json;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What documents are read against: the image that this node shows, or one resource. A document that keeps something of
 * what an image shows is right only as long as that is still there, so what was kept becomes a precondition. Confined
 * to one thread at a time.
 */
public final class Basis {
    private final ScopeImage image;
    private final @Nullable Resource fixed;
    private final List<Precondition> preconditions = new ArrayList<>();

    public Basis(ScopeImage image) {
        this(image, null);
    }

    private Basis(ScopeImage image, @Nullable Resource fixed) {
        this.image = image;
        this.fixed = fixed;
    }

    /** For a document of {@code scope} that keeps parts of {@code resource}, wherever that stands. */
    public static Basis of(Scope scope, Resource resource) {
        return new Basis(ScopeImage.empty(scope), resource);
    }

    /** What must hold for the documents that were read to mean what they say. */
    public List<Precondition> preconditions() {
        return List.copyOf(preconditions);
    }

    Scope scope() {
        return image.scope();
    }

    /** What is at {@code key}, for a document that keeps a part of it. */
    Optional<Resource> kept(ResourceKey key) {
        if (fixed != null && fixed.key().equals(key)) {
            return Optional.of(fixed);
        }
        return image.get(key).map(now -> {
            preconditions.add(
                    new Precondition.RevisionIs(key, List.of(now.meta().revision())));
            return now.resource();
        });
    }
}
