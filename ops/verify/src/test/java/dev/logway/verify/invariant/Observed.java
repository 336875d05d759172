package dev.logway.verify.invariant;

import java.util.List;

/** A system as anybody could see it from outside: its topics, and what its edges serve. */
public interface Observed {

    /** Every record of the commands topic so far, in order. */
    List<Delivery> deliveries();

    /** Every committed event so far, and the images that follow from them. */
    History history();

    List<ObservedEdge> edges();

    /** Whether everything that was delivered was decided, and read by every edge. */
    boolean isQuiet();
}
