package dev.logway.api.log;

import dev.logway.domain.access.AccessSample;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The requests that the edges of groups keep. Threadsafe. */
public interface AccessSamples {

    /**
     * The newest samples of {@code group}.
     *
     * @param last how far back; by the clocks of this machine and the broker
     * @param limit how many at most
     * @return empty if there is no topic for them; fails with {@link HistoryUnavailableException}
     */
    Future<Optional<Recent>> newest(String group, Duration last, int limit);

    /**
     * Samples of a time.
     *
     * @param samples in the order in which the log took them
     * @param reach whether there are more, which are older
     * @param undecodable records among them that are none, and are left out
     */
    record Recent(List<AccessSample> samples, Reach reach, int undecodable) {
        /** Copies {@code samples}. */
        public Recent {
            samples = List.copyOf(samples);
        }

        /** How much of the time they are of. */
        public enum Reach {
            /** All that there are. */
            WHOLE,
            /** The newest. */
            NEWEST
        }
    }
}
