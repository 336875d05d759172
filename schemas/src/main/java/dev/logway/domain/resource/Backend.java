package dev.logway.domain.resource;

import java.util.List;

/** What stands behind a route or service: an upstream by id, or one written inline. */
public sealed interface Backend {

    /** The upstream with this id ({@code upstream_id}). */
    record ById(String upstreamId) implements Backend {
        /** @throws IllegalArgumentException if {@code upstreamId} is no resource id */
        public ById {
            Upstream.key(upstreamId);
        }
    }

    /** An upstream of this resource alone ({@code upstream}). */
    record Inline(UpstreamSpec spec) implements Backend {}

    /** The resources that must exist for this backend. */
    default List<ResourceKey> references() {
        return switch (this) {
            case ById(String upstreamId) -> List.of(Upstream.key(upstreamId));
            case Inline(UpstreamSpec spec) -> spec.references();
        };
    }
}
