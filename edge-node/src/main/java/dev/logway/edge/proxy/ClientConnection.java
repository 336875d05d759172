package dev.logway.edge.proxy;

import dev.logway.domain.net.IpAddress;
import dev.logway.edge.tunnel.TunnelEnd;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client's connection, with what is the same for all its requests. */
final class ClientConnection {
    private static final String DECODER = "httpDecoder";
    private static final String TOO_LATE =
            "HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

    private final HttpConnection connection;
    private final Channel channel;
    private final IpAddress ip;
    private final @Nullable TrustedProxies trusted;
    private final String address;
    private final String port;
    private final @Nullable Http2ConnectionHandler streams;
    private final @Nullable StrictRequestDecoder decoder;
    private final @Nullable String serverName;
    private final int maxFields;
    private int exchanges;
    private long idleSinceNanos;

    /** Takes over {@code connection} before its first byte is read. */
    ClientConnection(HttpConnection connection, Limits limits, TrustedProxies proxies, long nowNanos) {
        this.connection = connection;
        this.channel = channel(connection);
        this.ip = IpAddress.of(
                ((InetSocketAddress) channel.remoteAddress()).getAddress().getAddress());
        this.trusted = proxies.trust(ip) ? proxies : null;
        this.address = connection.remoteAddress().hostAddress();
        this.port = Integer.toString(connection.localAddress().port());
        this.serverName = connection.indicatedServerName();
        this.maxFields = limits.heads().fields();
        this.idleSinceNanos = nowNanos;
        this.streams = channel.pipeline().get(Http2ConnectionHandler.class);
        this.decoder = streams == null ? new StrictRequestDecoder(limits) : null;
        if (decoder != null) {
            channel.pipeline().replace(DECODER, DECODER, decoder);
        } else if (channel.pipeline().get(IdleStateHandler.class) != null) {
            channel.pipeline().remove(IdleStateHandler.class); // it watched for the preface
        }
    }

    /** What Vert.x keeps to itself, and what it takes to read requests with our own decoder. */
    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /** The address that it comes from. */
    IpAddress ip() {
        return ip;
    }

    /** The address that it comes from, as text. */
    String address() {
        return address;
    }

    /** Who is believed what the peer says of clients; null if it is not a trusted proxy. */
    @Nullable
    TrustedProxies trusted() {
        return trusted;
    }

    /** The port that it comes from. */
    String remotePort() {
        return Integer.toString(connection.remoteAddress().port());
    }

    /** The port of the edge that it connected to. */
    String port() {
        return port;
    }

    /** Whether it speaks HTTP/2, so that it carries other requests beside this one. */
    boolean isMultiplexed() {
        return streams != null;
    }

    /** Whether the client has more to send on the stream {@code id}; asked while its head is handled. */
    boolean isOpen(int id) {
        Http2Stream stream = streams == null ? null : streams.connection().stream(id);
        return stream != null && stream.state().remoteSideOpen();
    }

    /** Header fields that a request may have. */
    int maxFields() {
        return maxFields;
    }

    boolean isSecure() {
        return connection.isSsl();
    }

    /** The name that the client gave in its TLS handshake; null if it gave none, or there was none. */
    @Nullable
    String serverName() {
        return serverName;
    }

    void begin() {
        exchanges++;
    }

    void end(long nowNanos) {
        exchanges--;
        idleSinceNanos = nowNanos;
    }

    /** Whether it carries no request and did not for {@code nanos}. */
    boolean isIdleFor(long nanos, long nowNanos) {
        return exchanges == 0 && nowNanos - idleSinceNanos >= nanos;
    }

    /** Whether it carries no request, and the head of the next one began to come {@code nanos} ago and is not whole. */
    boolean isLateFor(long nanos, long nowNanos) {
        return exchanges == 0 && decoder != null && decoder.isLateFor(nanos, nowNanos);
    }

    /** Says that the request came too slowly, and closes. There is no request yet that could be answered. */
    void timeOut() {
        channel.pipeline()
                .context(DECODER)
                .writeAndFlush(Unpooled.copiedBuffer(TOO_LATE, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Reads no further request until the one that was read last {@linkplain #readOn is none of a tunnel} or is. */
    void hold() {
        if (decoder != null) {
            decoder.hold();
        }
    }

    /** Reads requests again, after {@link #hold}. */
    void readOn() {
        ChannelHandlerContext context = channel.pipeline().context(DECODER);
        if (decoder != null && context != null) {
            channel.eventLoop().execute(() -> {
                try {
                    decoder.release(context);
                } catch (Exception e) {
                    context.fireExceptionCaught(e);
                }
            });
        }
    }

    /** Answers with {@code head}, and from then on hands what comes to {@code end}, what was held back first. */
    void become(TunnelEnd end, String head) {
        channel.pipeline()
                .context(DECODER)
                .writeAndFlush(Unpooled.copiedBuffer(head, StandardCharsets.ISO_8859_1))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        channel.pipeline().replace(DECODER, DECODER, end);
    }

    /** Closes it once what was written is sent. */
    void close() {
        connection.close();
    }

    /** Closes it so that the client cannot take what it got for the whole. */
    void reset() {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        connection.close();
    }
}
