package dev.logway.edge.upstream;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The nodes, of one upstream or of several, that come to their server by one pool. Confined to its event loop. */
final class PoolUsers {
    private static final InstantSource CLOCK = InstantSource.system();

    private final List<LiveNode> users = new ArrayList<>();

    void add(LiveNode node) {
        users.add(node);
    }

    void remove(LiveNode node) {
        users.remove(node);
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    /** Tells all of them if {@code connecting} fails. */
    <T> Future<T> hear(Future<T> connecting) {
        return connecting.onFailure(
                cause -> users.forEach(node -> node.failed(NodeFailure.of(cause, node.toString(), CLOCK.instant()))));
    }
}
