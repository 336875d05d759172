package dev.logway.log;

/**
 * Receives each new image of a scope, in order, on the reader's thread. The first call carries the whole state as a
 * delta from the empty image, so start-up and change are one path.
 */
@FunctionalInterface
public interface ImagePublisher {
    /**
     * Builds what this publisher needs from {@code loaded} and swaps it in.
     *
     * @throws RuntimeException if the image cannot be served; the loader keeps the previous one live, reports the
     *     fault, and offers this one again whenever the end of the log is reached, or the next revision, whose delta
     *     then carries both changes
     */
    void publish(Loaded loaded);
}
