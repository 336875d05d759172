package dev.logway.edge.upstream;

import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Protocol;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one node. */
public interface NodePool {

    /**
     * What the connections of one pool have in common.
     *
     * @param serverName of the handshake, if there is one
     */
    record Key(String host, int port, String serverName, KeepalivePool keepalive, Protocol protocol) {}

    /** What there is at hand for a request, or null. It may be of a connection that the node is closing just now. */
    @Nullable
    PooledConnection poll();

    /** The same of a new connection. The attempt ends some time after {@code timeoutMillis}, not sooner. */
    Future<PooledConnection> connect(long timeoutMillis);

    /** How many connections carry no request. */
    int idle();

    /** One user more, which is told of connections that fail. */
    void use(LiveNode node);

    /** One user less. @return whether there is none left; then every connection is closed once it carries no request */
    boolean release(LiveNode node);

    /** Closes what was idle for too long. */
    void sweep(long nowNanos);
}
