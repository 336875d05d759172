package dev.logway.bench.load;

/** Where a load generator gets its requests from. Called on its own thread only. */
@FunctionalInterface
public interface RequestSource {
    /** The next request as bytes; they are not changed. */
    byte[] next();
}
