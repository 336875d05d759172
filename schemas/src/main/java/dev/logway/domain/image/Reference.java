package dev.logway.domain.image;

import dev.logway.domain.resource.ResourceKey;

/** That {@code user} needs {@code target}; sorted by target, so that the users of one target are neighbours. */
record Reference(ResourceKey target, ResourceKey user) implements Comparable<Reference> {
    @Override
    public int compareTo(Reference other) {
        int byTarget = target.compareTo(other.target);
        return byTarget != 0 ? byTarget : user.compareTo(other.user);
    }
}
