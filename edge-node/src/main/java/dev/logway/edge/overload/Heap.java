package dev.logway.edge.overload;

/** The heap of this process. */
public interface Heap {

    /** Percentage of the largest heap that the last collections left in use. */
    int percentAfterCollection();

    /** How many collections there were. */
    long collections();

    /** Asks for a collection; blocks while it runs. */
    void collect();
}
