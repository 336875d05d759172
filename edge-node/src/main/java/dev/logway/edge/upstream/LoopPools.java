package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.http1.Scratch;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event loop's connections to all nodes. Two upstreams with the same node share its pool. Confined to the loop. */
public final class LoopPools {
    private final int loop;
    private final HttpClients clients;
    private final Scratch scratch = new Scratch();
    private final Map<NodePool.Key, NodePool> pools = new HashMap<>();

    /** @param loop the index of this event loop */
    public LoopPools(int loop, Vertx vertx) {
        this.loop = loop;
        this.clients = new HttpClients(vertx);
    }

    /** The beginning of {@code request}'s way through {@code upstream}. */
    public UpstreamCall call(LiveUpstream upstream, HashSource request, long nowNanos) {
        return new UpstreamCall(upstream, lane(upstream), request, nowNanos);
    }

    /**
     * Gives up {@code upstream}; connections to nodes that {@code successor} has too are kept for it.
     *
     * @param successor what is served instead, or null
     */
    public void retire(LiveUpstream upstream, @Nullable LiveUpstream successor) {
        Lane old = upstream.lane(loop);
        if (old == null) {
            return;
        }
        if (successor != null) {
            lane(successor);
        }
        upstream.lane(loop, null);
        release(old);
    }

    /** Closes connections that were idle for too long. Call it about every second. */
    public void sweep(long nowNanos) {
        pools.values().forEach(pool -> pool.sweep(nowNanos));
    }

    /** Closes everything. */
    public void close() {
        clients.close();
    }

    /** How many idle connections there are to all nodes. */
    public int idle() {
        return pools.values().stream().mapToInt(NodePool::idle).sum();
    }

    /** This loop's way to {@code upstream}, made anew if its nodes have changed. */
    private Lane lane(LiveUpstream upstream) {
        Lane lane = upstream.lane(loop);
        Members members = upstream.members();
        if (lane != null && lane.members() == members) {
            return lane;
        }
        var opened = new Lane(upstream, members, member -> pool(upstream, member), lane);
        upstream.lane(loop, opened);
        if (lane != null) {
            release(lane);
        }
        return opened;
    }

    private void release(Lane lane) {
        for (Lane.Target target : lane.targets()) {
            Member member = lane.members().get(target.index());
            if (target.pool().release(member.live())) {
                pools.remove(key(lane.upstream(), member.node()), target.pool());
            }
        }
    }

    private NodePool pool(LiveUpstream upstream, Member member) {
        Node node = member.node();
        UpstreamSpec spec = upstream.spec();
        NodePool pool = pools.computeIfAbsent(key(upstream, node), key -> {
            Scheme scheme = spec.protocol().scheme();
            var connector = new Connector(clients, node, scheme, key.serverName(), upstream.tls());
            return scheme.isMultiplexed()
                    ? new SharedPool(connector, spec.keepalivePool())
                    : new ExclusivePool(connector, spec.keepalivePool(), scratch);
        });
        pool.use(member.live());
        return pool;
    }

    private static NodePool.Key key(LiveUpstream upstream, Node node) {
        UpstreamSpec spec = upstream.spec();
        return new NodePool.Key(node.host(), node.port(), spec.serverName(node), spec.keepalivePool(), spec.protocol());
    }
}
