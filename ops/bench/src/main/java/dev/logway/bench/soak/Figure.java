package dev.logway.bench.soak;

/** What an edge holds, and how much more of it may be there at the end than at the beginning. */
enum Figure {
    HEAP("heap after a collection, MiB", 5),
    DIRECT("direct memory, MiB", 8),
    RESIDENT("resident memory, MiB", 32),
    DESCRIPTORS("open descriptors", 24),
    THREADS("threads", 2);

    private final String label;
    private final double most;

    Figure(String label, double most) {
        this.label = label;
        this.most = most;
    }

    String label() {
        return label;
    }

    /** The most growth that is no leak: what caches, pools and the moment of a sample account for. */
    double most() {
        return most;
    }
}
