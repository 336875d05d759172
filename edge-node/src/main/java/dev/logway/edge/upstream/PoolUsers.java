package dev.logway.edge.upstream;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The nodes, of one upstream or of several, that come to their server by one pool. Confined to its event loop. */
final class PoolUsers {
    private static final InstantSource CLOCK = InstantSource.system();

    /** How often each uses it: while an upstream's nodes change, those that stay do twice. */
    private final Map<LiveNode, Integer> users = new HashMap<>();

    void add(LiveNode node) {
        users.merge(node, 1, Integer::sum);
    }

    void remove(LiveNode node) {
        users.computeIfPresent(node, (_, times) -> times == 1 ? null : times - 1);
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    /** Tells all of them if {@code connecting} fails. */
    <T> Future<T> hear(Future<T> connecting) {
        return connecting.onFailure(cause ->
                users.keySet().forEach(node -> node.failed(NodeFailure.of(cause, node.toString(), CLOCK.instant()))));
    }
}
