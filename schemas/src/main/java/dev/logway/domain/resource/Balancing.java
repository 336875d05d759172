package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import org.jspecify.annotations.Nullable;

/** How a node is chosen among those of an upstream ({@code type}). */
public sealed interface Balancing {

    /** Smooth weighted round robin ({@code roundrobin}); the default. */
    record RoundRobin() implements Balancing {}

    /**
     * Consistent hashing on a ring of weighted nodes ({@code chash}): requests that are alike go to one node.
     *
     * @param key what of it, in the form that {@code hashOn} asks for; null for {@link HashOn#CONSUMER} only
     */
    record ConsistentHash(HashOn hashOn, @Nullable String key) implements Balancing {
        /** @throws IllegalArgumentException if {@code key} is not what {@code hashOn} takes */
        public ConsistentHash {
            if (hashOn == HashOn.CONSUMER) {
                require(key == null, "key", String.valueOf(key), "none, because hash_on is consumer");
            } else {
                require(key != null && hashOn.takes(key), "key", String.valueOf(key), hashOn.expected());
            }
        }
    }

    /** The node with the least requests under way for its weight ({@code least_conn}). */
    record LeastConnections() implements Balancing {}

    /** The cheaper of two random nodes by the peak of their moving average of latency ({@code ewma}). */
    record PeakEwma() implements Balancing {}

    Balancing ROUND_ROBIN = new RoundRobin();
    Balancing LEAST_CONNECTIONS = new LeastConnections();
    Balancing PEAK_EWMA = new PeakEwma();
}
