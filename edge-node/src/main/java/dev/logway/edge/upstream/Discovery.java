package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import java.util.List;
import java.util.function.Consumer;

/** A registry that knows the nodes of services. Threadsafe. */
public interface Discovery {

    /**
     * Follows the nodes of a service. While the registry fails, nothing is told, so that the last known nodes stay.
     *
     * @param nodes is given the nodes as soon as they are known and whenever they change, never on two threads at one time;
     *     always in the same order, none twice, at most {@value NodeSource#MAX_NODES}; may be none
     */
    Watch watch(NodeSource.Dns service, Consumer<List<Node>> nodes);

    /** Ends all that it follows. */
    void close();

    /** A service that is followed. */
    @FunctionalInterface
    interface Watch {
        /** Tells nothing any more, save what is just being told. */
        void stop();
    }
}
