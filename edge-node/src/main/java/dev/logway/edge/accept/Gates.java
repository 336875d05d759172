package dev.logway.edge.accept;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The gates at the ports of one Vert.x, which needs a {@link GatedTransport} for them. Threadsafe. */
public final class Gates {
    private static final AttributeKey<Boolean> ADMITTED = AttributeKey.valueOf(Gates.class, "admitted");

    private final ConcurrentMap<Integer, Gate> byPort = new ConcurrentHashMap<>();

    /** The gates of {@code vertx}; null if its transport has none. */
    public static @Nullable Gates of(Vertx vertx) {
        return ((VertxInternal) vertx).transport() instanceof GatedTransport.Implementation gated
                ? gated.gates()
                : null;
    }

    /** Whether a gate has let {@code channel} in. */
    public static boolean isAdmitted(Channel channel) {
        return channel.hasAttr(ADMITTED);
    }

    /** Asks {@code gate} about each connection to {@code port} from now on. */
    public void put(int port, Gate gate) {
        byPort.put(port, gate);
    }

    /** Lets everybody in again. */
    public void remove(int port, Gate gate) {
        byPort.remove(port, gate);
    }

    /** Stands in the pipeline of each listening channel, before what sets up the accepted ones. */
    @Sharable
    final class Keeper extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            Gate gate = ctx.channel().localAddress() instanceof InetSocketAddress local
                    ? byPort.get(local.getPort())
                    : null;
            if (gate == null
                    || !(accepted instanceof Channel child)
                    || !(child.remoteAddress() instanceof InetSocketAddress remote)) {
                ctx.fireChannelRead(accepted);
                return;
            }
            InetAddress address = remote.getAddress();
            if (gate.admit(address)) {
                child.attr(ADMITTED).set(true);
                child.closeFuture().addListener(_ -> gate.leave(address));
                ctx.fireChannelRead(child);
            } else {
                child.unsafe().closeForcibly();
            }
        }
    }
}
