package dev.logway.edge.client;

import dev.logway.domain.net.IpAddress;
import dev.logway.edge.http1.Fields;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A client's connection, with what is the same for all its requests. Confined to its event loop. */
public abstract sealed class ClientConnection permits Http1Connection, Http2Connection {
    private final HttpConnection connection;
    private final IpAddress ip;
    private final String address;
    private final String port;
    private final boolean secure;
    private final @Nullable String serverName;
    private int requests;
    private long idleSinceNanos;

    ClientConnection(HttpConnection connection, long nowNanos) {
        this.connection = connection;
        this.ip = IpAddress.of(peer(connection).getAddress().getAddress());
        this.address = connection.remoteAddress().hostAddress();
        this.port = Integer.toString(connection.localAddress().port());
        this.secure = connection.isSsl();
        this.serverName = connection.indicatedServerName();
        this.idleSinceNanos = nowNanos;
    }

    /** What Vert.x keeps to itself, and what it takes to read requests ourselves. */
    public static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /** Where {@code connection} comes from. */
    public static InetSocketAddress peer(HttpConnection connection) {
        return (InetSocketAddress) channel(connection).remoteAddress();
    }

    /** The address that it comes from. */
    public final IpAddress ip() {
        return ip;
    }

    /** The address that it comes from, as text. */
    public final String address() {
        return address;
    }

    /** The port that it comes from. */
    public final String remotePort() {
        return Integer.toString(connection.remoteAddress().port());
    }

    /** The port of the edge that it connected to. */
    public final String port() {
        return port;
    }

    public final boolean isSecure() {
        return secure;
    }

    /** The name that the client gave in its TLS handshake; null if it gave none, or there was none. */
    public final @Nullable String serverName() {
        return serverName;
    }

    /** Whether a stream ends with its answer, while the connection goes on. */
    public abstract boolean isMultiplexed();

    /** A request began. */
    public final void begin() {
        requests++;
    }

    /** A request is over. */
    public final void end(long nowNanos) {
        requests--;
        idleSinceNanos = nowNanos;
    }

    /** Whether it carries no request. */
    final boolean isIdle() {
        return requests == 0;
    }

    /** Whether it carries no request and did not for {@code nanos}. */
    public final boolean isIdleFor(long nanos, long nowNanos) {
        return requests == 0 && nowNanos - idleSinceNanos >= nanos;
    }

    /** Whether it carries no request, and the head of the next one began to come {@code nanos} ago and is not whole. */
    public abstract boolean isLateFor(long nanos, long nowNanos);

    /** Says that the request came too slowly, and closes. There is no request yet that could be answered. */
    public abstract void timeOut();

    /** Answers with 101 and {@code fields}, and from then on hands what comes to {@code handler}, what was held back first. */
    public abstract void become(ChannelHandler handler, Fields fields);

    /** Closes it once what was written is sent. */
    public abstract void close();

    /** Closes it because nothing came of it for too long, or the client does not take what was written. */
    public abstract void expire();

    final HttpConnection connection() {
        return connection;
    }
}
