package dev.logway.edge.sampling;

import org.jspecify.annotations.Nullable;

/** Where samples are appended. Confined to one thread, which may be held up. */
interface SampleTopic extends AutoCloseable {

    /** Told once what became of a sample, on any thread. */
    @FunctionalInterface
    interface Fate {
        /** @param fault null if the log has it */
        void known(@Nullable Exception fault);
    }

    /**
     * Appends {@code value}, in some batch.
     *
     * @return whether it makes sense to append more now
     */
    boolean append(byte[] value, Fate fate);

    /** Waits for a moment for what is under way. */
    @Override
    void close();
}
