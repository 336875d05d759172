package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import dev.logway.domain.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gateway group's own document. It lives in the scope it names, so that its creation is the first of the
 * scope's revisions and every other change finds it there or is refused.
 *
 * @param name the group's name, a DNS label
 * @param region where the group runs, at most {@value #MAX_REGION} characters, or null
 * @param rules how it may be changed
 * @param sampling which requests its edges keep for rehearsals; null for none
 */
public record Group(
        String name,
        Descriptor descriptor,
        @Nullable String region,
        ChangeRules rules,
        @Nullable AccessSampling sampling)
        implements Resource {
    public static final int MAX_REGION = 64;

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Group {
        Scope.group(name);
        require(
                region == null || (!region.isEmpty() && region.length() <= MAX_REGION),
                "region",
                String.valueOf(region),
                "1 to 64 characters");
    }

    /** A group that keeps no requests. */
    public Group(String name, Descriptor descriptor, @Nullable String region, ChangeRules rules) {
        this(name, descriptor, region, rules, null);
    }

    /** A group that may be changed at any time. */
    public Group(String name, Descriptor descriptor, @Nullable String region) {
        this(name, descriptor, region, ChangeRules.NONE);
    }

    /** The key of the group {@code name}. */
    public static ResourceKey key(String name) {
        return new ResourceKey(ResourceKind.GROUPS, name);
    }

    @Override
    public ResourceKey key() {
        return key(name);
    }

    @Override
    public List<ResourceKey> references() {
        return List.of();
    }
}
