package dev.logway.bench.soak;

import java.io.IOException;

/** Something that a client does over and over. Confined to one thread. */
@FunctionalInterface
interface Turn extends AutoCloseable {
    /**
     * Does it once.
     *
     * @throws Exception if the other side did not do its part
     */
    void take() throws Exception;

    @Override
    default void close() throws IOException {}
}
