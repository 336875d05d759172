package dev.logway.edge.proxy;

import dev.logway.edge.tls.ServerTls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerBuilder;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.TcpOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where one event loop listens: in the clear, for TLS, and for HTTP/2 in the clear. Started on that loop. */
final class Listeners {
    private static final int ACCEPT_BACKLOG = 4_096;

    private final Vertx vertx;
    private final Limits limits;
    private final ProxyState state;
    private final Handler<HttpConnection> connections;
    private final Handler<HttpServerRequest> requests;
    private volatile @Nullable HttpServer plain;
    private volatile @Nullable HttpServer secure;
    private volatile @Nullable HttpServer h2c;

    /**
     * @param connections gets each connection before its first byte is read
     * @param requests gets what Vert.x reads itself
     */
    Listeners(
            Vertx vertx,
            Limits limits,
            ProxyState state,
            Handler<HttpConnection> connections,
            Handler<HttpServerRequest> requests) {
        this.vertx = vertx;
        this.limits = limits;
        this.state = state;
        this.connections = connections;
        this.requests = requests;
    }

    Future<HttpServer> listen() {
        HttpServer server = serving(vertx.httpServerBuilder().with(config()));
        plain = server;
        return server.listen(state.address());
    }

    Future<HttpServer> listenForTls() {
        HttpServerConfig config = config().setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)
                .setHttp2Config(http2Config());
        config.getTcpConfig().setSsl(true);
        HttpServer server = serving(vertx.httpServerBuilder()
                .with(config)
                .with(ServerTls.options(limits.times().handshake(), ServerTls.APPLICATION_PROTOCOLS))
                .with(new ServerTls(state.certificates())));
        secure = server;
        return server.listen(state.secureAddress());
    }

    /*
     * Only clients that know beforehand (RFC 9113, section 3.3), on a port of its own: where Vert.x takes either version,
     * it reads the first request with a decoder of its own, which takes what ours refuses.
     */
    Future<HttpServer> listenForH2c() {
        HttpServerConfig config = config().setVersions(HttpVersion.HTTP_2).setHttp2Config(http2Config());
        // Until the client's preface is there; accepted connections are watched by us.
        config.getTcpConfig().setIdleTimeout(limits.times().handshake());
        HttpServer server = serving(vertx.httpServerBuilder().with(config));
        h2c = server;
        return server.listen(state.h2cAddress());
    }

    /** Takes no more connections; those under way have until {@code timeout} to finish. From any thread. */
    Future<Void> shutdown(Duration timeout) {
        List<Future<Void>> ending = Stream.of(plain, secure, h2c)
                .filter(Objects::nonNull)
                .map(each -> each.shutdown(timeout))
                .toList();
        return Future.join(ending).mapEmpty();
    }

    int port() {
        return Objects.requireNonNull(plain).actualPort();
    }

    int securePort() {
        return Objects.requireNonNull(secure).actualPort();
    }

    int h2cPort() {
        return Objects.requireNonNull(h2c).actualPort();
    }

    private HttpServer serving(HttpServerBuilder builder) {
        return builder.build()
                .requestHandler(requests)
                .connectionHandler(connections)
                .exceptionHandler(_ -> {});
    }

    private static HttpServerConfig config() {
        var config = new HttpServerConfig()
                .setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1)
                .setHandle100ContinueAutomatically(false)
                .setStrictThreadMode(true);
        config.getTcpConfig()
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .getTransportConfig()
                .setOption(TcpOption.NODELAY, true);
        return config;
    }

    /** The floods that Netty guards against itself stay at its own bounds: empty DATA, queued PING and SETTINGS. */
    private Http2ServerConfig http2Config() {
        return new Http2ServerConfig()
                .setInitialSettings(new Http2Settings()
                        .setPushEnabled(false)
                        .setMaxConcurrentStreams(Limits.STREAMS)
                        .setMaxHeaderListSize(limits.heads().bytes()))
                .setRstFloodMaxRstFramePerWindow(Limits.RESETS)
                .setRstFloodWindowDuration(Limits.RESET_WINDOW)
                .setMaxSmallContinuationFrames(Limits.SMALL_CONTINUATIONS);
    }
}
