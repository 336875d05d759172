package dev.logway.api.merge;

import dev.logway.domain.image.Difference;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one resource on the way from one image to another.
 *
 * @param from null if it was not there
 * @param to null if it was no longer there
 */
public record Step(
        ResourceKey key, @Nullable Resource from, @Nullable Resource to) {

    /**
     * The steps from one image to another, sorted by key. What was put there again, and is the
     * same, is none; nor is what waits, which belongs to its time.
     */
    public static List<Step> between(ScopeImage from, ScopeImage to) {
        return Difference.between(from, to, null, Integer.MAX_VALUE).stream()
                .map(difference ->
                        new Step(difference.key(), resource(difference.before()), resource(difference.after())))
                .filter(step -> !Objects.equals(step.from, step.to))
                .filter(step -> step.key.kind() != ResourceKind.PENDING_CHANGES)
                .toList();
    }

    private static @Nullable Resource resource(@Nullable Entry entry) {
        return entry == null ? null : entry.resource();
    }
}
