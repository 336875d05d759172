package dev.logway.bench.load;

/** When requests are sent. */
public sealed interface Pace {
    /** Each connection sends as soon as it has its answer. */
    record Unbounded() implements Pace {}

    /**
     * At even distances, whatever the answers do. A request that finds no free connection waits, and its wait counts
     * as latency: a server that stands still cannot hide it by slowing the generator down (coordinated omission).
     */
    record Fixed(double perSecond) implements Pace {
        /** @throws IllegalArgumentException if {@code perSecond} is not above 0 */
        public Fixed {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: > 0)");
            }
        }
    }
}
