package dev.logway.edge.sampling;

import dev.logway.domain.access.AccessSample;
import dev.logway.domain.resource.AccessSampling;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes samples as a group asks for them. Threadsafe.
 *
 * @param asked by the group's document
 * @param sink takes samples on event loops; it neither blocks nor throws
 */
public record Sampler(AccessSampling asked, Consumer<AccessSample> sink) {

    /**
     * Whether a request is kept.
     *
     * @param draw at random, from 0 to below {@link AccessSampling#ALL}
     */
    public boolean takes(int draw) {
        return draw < asked.hundredths();
    }

    /** The header fields whose values are kept, in lower case. */
    public List<String> headers() {
        return asked.headers();
    }
}
