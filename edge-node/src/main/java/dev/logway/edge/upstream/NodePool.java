package dev.logway.edge.upstream;

import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one node. The idle one that was used last is taken first, so that the others can
 * grow old and be closed. As many are opened as there are requests; {@link KeepalivePool#size} bounds the idle ones.
 */
public final class NodePool {

    /** What the connections of one pool have in common. */
    record Key(String host, int port, KeepalivePool keepalive) {}

    private final Node node;
    private final KeepalivePool keepalive;
    private final Connectors connectors;
    private final Deque<PooledConnection> idle = new ArrayDeque<>();
    private int users;

    NodePool(Node node, KeepalivePool keepalive, Connectors connectors) {
        this.node = node;
        this.keepalive = keepalive;
        this.connectors = connectors;
    }

    /** An idle connection, or null. It may be one that the node is closing just now. */
    public @Nullable PooledConnection poll() {
        return idle.pollFirst();
    }

    /** A new connection. The attempt ends some time after {@code timeoutMillis}, not sooner. */
    public Future<PooledConnection> connect(long timeoutMillis) {
        return connectors.connect(node, timeoutMillis).map(connection -> new PooledConnection(connection, this));
    }

    /** How many idle connections there are. */
    public int idle() {
        return idle.size();
    }

    void use() {
        users++;
    }

    /** One user less. @return whether there is none left; then every connection is closed as it comes back */
    boolean release() {
        users--;
        if (users == 0) {
            List.copyOf(idle).forEach(PooledConnection::close);
            idle.clear();
        }
        return users == 0;
    }

    void takeBack(PooledConnection connection, long nowNanos) {
        if (users == 0 || connection.requests() >= keepalive.requests()) {
            connection.close();
            return;
        }
        connection.becomesIdle(nowNanos);
        idle.addFirst(connection);
        if (idle.size() > keepalive.size()) {
            idle.removeLast().close();
        }
    }

    void forget(PooledConnection connection) {
        idle.remove(connection);
    }

    /** Closes what was idle for too long. */
    void sweep(long nowNanos) {
        long limit = keepalive.idleTimeout().toNanos();
        while (limit > 0 && !idle.isEmpty() && nowNanos - idle.getLast().idleSinceNanos() >= limit) {
            idle.removeLast().close();
        }
    }
}
