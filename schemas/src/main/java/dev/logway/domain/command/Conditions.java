package dev.logway.domain.command;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold of resources for a command to be accepted: now, and again when what it asked for is made later. */
final class Conditions {
    /** The revision of what does not exist. */
    private static final long ABSENT = 0;

    private Conditions() {}

    /** Adds to {@code reasons} what does not hold on {@code image}. */
    static void check(ScopeImage image, List<Precondition> preconditions, List<Rejection> reasons) {
        for (Precondition precondition : preconditions) {
            ResourceKey key = precondition.key();
            Entry entry = image.get(key).orElse(null);
            switch (precondition) {
                case Precondition.Absent _ -> {
                    if (entry != null) {
                        reasons.add(Rejection.alreadyExists(key));
                    }
                }
                case Precondition.Exists _ -> {
                    if (entry == null) {
                        reasons.add(Rejection.absent(key));
                    }
                }
                case Precondition.RevisionIs(ResourceKey _, List<Long> revisions) -> {
                    if (entry == null) {
                        reasons.add(Rejection.absent(key));
                    } else if (!revisions.contains(entry.meta().revision())) {
                        reasons.add(Rejection.revisionMismatch(
                                key, revisions, entry.meta().revision()));
                    }
                }
            }
        }
    }

    /**
     * What must still be true later of {@code preconditions}, which hold on {@code image}, and of {@code seen}, which
     * are to stay as they are there.
     */
    static List<Expectation> kept(ScopeImage image, List<Precondition> preconditions, Collection<ResourceKey> seen) {
        var kept = new TreeMap<ResourceKey, Expectation>();
        for (Precondition precondition : preconditions) {
            ResourceKey key = precondition.key();
            boolean isLoose = precondition instanceof Precondition.Exists;
            if (!isLoose || !kept.containsKey(key)) {
                kept.put(key, new Expectation(key, isLoose ? null : revision(image, key)));
            }
        }
        seen.forEach(key -> kept.put(key, new Expectation(key, revision(image, key))));
        return List.copyOf(kept.values());
    }

    /** Why {@code expectation} is not met on {@code image}; the revision that is there, 0 for none; null if it is met. */
    static @Nullable Long unmet(ScopeImage image, Expectation expectation) {
        long revision = revision(image, expectation.key());
        Long expected = expectation.revision();
        boolean isMet = expected == null ? revision != ABSENT : revision == expected;
        return isMet ? null : revision;
    }

    private static long revision(ScopeImage image, ResourceKey key) {
        return image.get(key).map(entry -> entry.meta().revision()).orElse(ABSENT);
    }
}
