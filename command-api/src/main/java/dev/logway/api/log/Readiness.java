package dev.logway.api.log;

import java.util.List;

/** Whether this node knows enough to answer. */
@FunctionalInterface
public interface Readiness {
    /** What is not there yet, for people; empty once the node is ready. */
    List<String> missing();
}
