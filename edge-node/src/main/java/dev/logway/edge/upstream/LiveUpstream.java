package dev.logway.edge.upstream;

import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.UpstreamSpec;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that is served, with what each event loop keeps for it. It lives as long as its specification is
 * unchanged, whatever else changes in the table.
 */
public final class LiveUpstream {
    private final ResourceKey key;
    private final UpstreamSpec spec;
    /** By event loop; each element is touched by its own loop only. */
    private final @Nullable Lane[] lanes;

    /** @param loops how many event loops there are */
    public LiveUpstream(ResourceKey key, UpstreamSpec spec, int loops) {
        this.key = key;
        this.spec = spec;
        this.lanes = new @Nullable Lane[loops];
    }

    public UpstreamSpec spec() {
        return spec;
    }

    @Nullable
    Lane lane(int loop) {
        return lanes[loop];
    }

    void lane(int loop, @Nullable Lane lane) {
        lanes[loop] = lane;
    }

    @Override
    public String toString() {
        return key.path();
    }
}
