package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Link;
import dev.logway.verify.fault.cluster.Outages;
import dev.logway.verify.fault.cluster.Steady;
import dev.logway.verify.fault.load.Readers;
import java.util.List;

/**
 * Which requests may fail: those of an edge that is out or cut off from a node, and those that only a node that is out
 * can answer. A node that is dead refuses connections, and its requests must go to the other one; but a connection
 * that breaks or falls silent after a request was sent is only tried again as far as the retries' budget goes.
 */
final class Traffic {
    private static final List<String> NODES = List.of("upstream-1", "upstream-2");

    private final Outages outages;

    Traffic(Outages outages) {
        this.outages = outages;
    }

    boolean isExcused(Readers.Failure failure) {
        return isOut(failure.edge(), failure)
                || NODES.stream().anyMatch(node -> isOut(new Link(failure.edge(), node).toString(), failure))
                || (failure.path().equals(Steady.SOLO) && isOut(NODES.getFirst(), failure));
    }

    private boolean isOut(String what, Readers.Failure failure) {
        return outages.touch(what, failure.beginNanos(), failure.endNanos());
    }
}
