package dev.logway.edge.upstream;

import dev.logway.domain.resource.KeepalivePool;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections that carry many requests at a time (HTTP/2). A request takes the first that has room; only when none has is another
 * opened, and all that come meanwhile wait for that one. So there are as few as the node's limit on streams allows.
 */
final class SharedPool implements NodePool {
    private final Connector connector;
    private final KeepalivePool keepalive;
    private final List<SharedConnection> open = new ArrayList<>();
    private @Nullable Future<SharedConnection> opening;
    private final PoolUsers users = new PoolUsers();

    SharedPool(Connector connector, KeepalivePool keepalive) {
        this.connector = connector;
        this.keepalive = keepalive;
    }

    @Override
    public @Nullable PooledConnection poll() {
        for (SharedConnection connection : open) {
            PooledConnection stream = connection.open();
            if (stream != null) {
                return stream;
            }
        }
        return null;
    }

    @Override
    public Future<PooledConnection> connect(long timeoutMillis) {
        Future<SharedConnection> awaited = opening == null ? openOne(timeoutMillis) : opening;
        return awaited.compose(connection -> {
            PooledConnection stream = connection.open();
            if (stream != null) {
                return Future.succeededFuture(stream);
            }
            return connection.isUsable()
                    ? connect(timeoutMillis)
                    : Future.failedFuture("the node takes no requests over a new connection");
        });
    }

    @Override
    public int idle() {
        return (int) open.stream().filter(SharedConnection::isIdle).count();
    }

    @Override
    public void use(LiveNode node) {
        users.add(node);
    }

    @Override
    public boolean release(LiveNode node) {
        users.remove(node);
        if (users.isEmpty()) {
            List.copyOf(open).forEach(SharedConnection::leave);
        }
        return users.isEmpty();
    }

    @Override
    public void sweep(long nowNanos) {
        long limit = keepalive.idleTimeout().toNanos();
        if (limit > 0) {
            List.copyOf(open).stream()
                    .filter(connection -> connection.isIdle() && nowNanos - connection.idleSinceNanos() >= limit)
                    .forEach(SharedConnection::leave);
        }
    }

    /** It carries no request any more. */
    void becameIdle(SharedConnection connection) {
        if (users.isEmpty() || idle() > keepalive.size()) {
            connection.leave();
        }
    }

    void forget(SharedConnection connection) {
        open.remove(connection);
    }

    private Future<SharedConnection> openOne(long timeoutMillis) {
        Future<SharedConnection> opened = users.hear(connector.connect(timeoutMillis))
                .map(connection -> {
                    var shared = new SharedConnection(connection, this, keepalive.requests(), System.nanoTime());
                    open.add(shared);
                    return shared;
                });
        opening = opened;
        return opened.onComplete(_ -> opening = null);
    }
}
