package dev.logway.edge.sampling;

import org.jspecify.annotations.Nullable;

/** Whether requests are kept, and where. */
@FunctionalInterface
public interface RequestSamples extends AutoCloseable {
    /** Keeps none. */
    RequestSamples OFF = () -> null;

    /** Who takes samples now; null while nobody does. Asked once per request: one volatile read. */
    @Nullable
    Sampler now();

    /** Sends what waits, and ends. */
    @Override
    default void close() {}
}
