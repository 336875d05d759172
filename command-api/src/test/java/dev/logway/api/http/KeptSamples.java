package dev.logway.api.http;

import dev.logway.api.log.AccessSamples;
import dev.logway.domain.access.AccessSample;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Samples in memory, and no topic until there are some. */
final class KeptSamples implements AccessSamples {
    private final List<AccessSample> samples = new ArrayList<>();
    private Recent.Reach reach = Recent.Reach.WHOLE;
    private boolean isThere;
    private int undecodable;
    private @Nullable Duration asked;

    synchronized void keep(AccessSample... more) {
        isThere = true;
        samples.addAll(List.of(more));
    }

    /** There are more, older ones, and so many that are none. */
    synchronized void truncate(int ofThemUndecodable) {
        reach = Recent.Reach.NEWEST;
        undecodable = ofThemUndecodable;
    }

    /** How far back was last asked for. */
    synchronized @Nullable Duration asked() {
        return asked;
    }

    @Override
    public synchronized Future<Optional<Recent>> newest(String group, Duration last, int limit) {
        asked = last;
        return Future.succeededFuture(
                isThere ? Optional.of(new Recent(samples, reach, undecodable)) : Optional.empty());
    }
}
