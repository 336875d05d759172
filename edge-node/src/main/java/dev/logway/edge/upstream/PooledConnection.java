package dev.logway.edge.upstream;

import io.netty.channel.ChannelHandler;
import io.vertx.core.Future;

/** What one request has of a connection to a node: all of it, or a stream. */
public interface PooledConnection {

    /** Whether a request was sent over it before, so that its node may have closed it without our knowing. */
    boolean isReused();

    /** The request over this connection, of which {@code listener} hears; fails if it is closed. */
    Future<NodeStream> request(String method, String uri, NodeStream.Listener listener);

    /** Whether {@code cause}, with which the request failed, says that its node did nothing about it. */
    boolean isUntouched(Throwable cause);

    /** Gives it back to its pool, after a request that ended well on both sides. */
    void release(long nowNanos);

    /** Ends what is under way, in a way that its node hears of. */
    void giveUp();

    /**
     * From now on {@code handler} gets what the node sends, what is read already included, instead of the last request.
     * Call it while the head of that request's answer is handled; the connection is not given back.
     *
     * @throws UnsupportedOperationException if it is a stream
     */
    void become(ChannelHandler handler);
}
