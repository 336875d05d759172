package dev.logway.testkit;

import dev.logway.domain.image.ScopeImage;
import dev.logway.log.ImagePublisher;
import dev.logway.log.Loaded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A publisher that keeps what it is offered, and refuses some of it. */
public final class Publications implements ImagePublisher {
    private final List<Loaded> accepted = new ArrayList<>();
    private final Predicate<Loaded> refused;

    /** Takes everything. */
    public Publications() {
        this(_ -> false);
    }

    /** Throws for what {@code refused} holds for. */
    public Publications(Predicate<Loaded> refused) {
        this.refused = refused;
    }

    @Override
    public void publish(Loaded loaded) {
        if (refused.test(loaded)) {
            throw new IllegalStateException("refused revision " + loaded.image().revision());
        }
        accepted.add(loaded);
    }

    /** What was taken, in order. */
    public List<Loaded> accepted() {
        return List.copyOf(accepted);
    }

    public Loaded last() {
        return accepted.getLast();
    }

    public List<Long> revisions() {
        return accepted.stream().map(Loaded::image).map(ScopeImage::revision).toList();
    }
}
