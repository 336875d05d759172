package dev.logway.domain.image;

import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.ResourceKind;
import java.util.Optional;

/** Finds the change that some instances of a group try. */
public final class Canaries {
    private Canaries() {}

    /** The change of {@code image} that is being tried; there is one at most. O(pending changes). */
    public static Optional<PendingChange> underWay(ScopeImage image) {
        var found = new PendingChange[1];
        image.visit(ResourceKind.PENDING_CHANGES, null, entry -> {
            if (entry.resource() instanceof PendingChange pending && pending.next() == Step.PROMOTE) {
                found[0] = pending;
            }
            return found[0] == null;
        });
        return Optional.ofNullable(found[0]);
    }
}
