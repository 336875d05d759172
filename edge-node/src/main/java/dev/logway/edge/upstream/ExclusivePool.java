package dev.logway.edge.upstream;

import dev.logway.domain.resource.KeepalivePool;
import dev.logway.edge.http1.Scratch;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections that carry one request at a time (HTTP/1.1). The idle one that was used last is taken first, so that the
 * others can grow old and be closed. As many are opened as there are requests; {@link KeepalivePool#size} bounds the idle ones.
 */
final class ExclusivePool implements NodePool {
    private final Connector connector;
    private final KeepalivePool keepalive;
    private final Scratch scratch;
    private final Deque<ExclusiveConnection> idle = new ArrayDeque<>();
    private final PoolUsers users = new PoolUsers();

    /** @param scratch of the event loop */
    ExclusivePool(Connector connector, KeepalivePool keepalive, Scratch scratch) {
        this.connector = connector;
        this.scratch = scratch;
        this.keepalive = keepalive;
    }

    @Override
    public @Nullable PooledConnection poll() {
        return idle.pollFirst();
    }

    @Override
    public Future<PooledConnection> connect(long timeoutMillis) {
        return users.hear(connector.connect(timeoutMillis))
                .map(connection -> new ExclusiveConnection(connection, this, scratch));
    }

    @Override
    public int idle() {
        return idle.size();
    }

    @Override
    public void use(LiveNode node) {
        users.add(node);
    }

    @Override
    public boolean release(LiveNode node) {
        users.remove(node);
        if (users.isEmpty()) {
            List.copyOf(idle).forEach(ExclusiveConnection::giveUp);
            idle.clear();
        }
        return users.isEmpty();
    }

    void takeBack(ExclusiveConnection connection, long nowNanos) {
        if (users.isEmpty() || connection.requests() >= keepalive.requests()) {
            connection.giveUp();
            return;
        }
        connection.becomesIdle(nowNanos);
        idle.addFirst(connection);
        if (idle.size() > keepalive.size()) {
            idle.removeLast().giveUp();
        }
    }

    void forget(ExclusiveConnection connection) {
        idle.remove(connection);
    }

    @Override
    public void sweep(long nowNanos) {
        long limit = keepalive.idleTimeout().toNanos();
        while (limit > 0 && !idle.isEmpty() && nowNanos - idle.getLast().idleSinceNanos() >= limit) {
            idle.removeLast().giveUp();
        }
    }
}
