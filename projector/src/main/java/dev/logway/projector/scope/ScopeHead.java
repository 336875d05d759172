package dev.logway.projector.scope;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Hash;
import dev.logway.domain.image.ScopeImage;
import java.time.Instant;

/**
 * Where a scope stands: everything its next decision depends on.
 *
 * @param previous hash of its last accepted event
 * @param at when its last accepted command arrived; decisions never go back behind it
 */
public record ScopeHead(ScopeImage image, Hash previous, Instant at) {

    /** The head of a scope in which nothing was accepted yet. */
    public static ScopeHead empty(Scope scope) {
        return new ScopeHead(ScopeImage.empty(scope), Hash.NONE, Instant.EPOCH);
    }

    /** The time at which a command is decided that {@code arrived} then: a broker that takes over may be behind. */
    Instant timeOf(Instant arrived) {
        return arrived.isBefore(at) ? at : arrived;
    }

    long revision() {
        return image.revision();
    }
}
