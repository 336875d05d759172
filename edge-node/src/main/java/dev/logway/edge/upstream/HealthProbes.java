package dev.logway.edge.upstream;

import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Scheme;
import dev.logway.edge.tls.ClientTls;
import dev.logway.edge.tls.NodeTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends single probes, each over a connection of its own that is closed whatever comes of it. */
final class HealthProbes {
    private static final int MAX_PROBES = 100_000;

    private final HttpClientAgent http;
    private final NetClient tcp;

    /**
     * How a node is come to.
     *
     * @param serverName of the handshake, if there is one
     * @param tls null for a request in the clear
     */
    record Way(Node node, String serverName, @Nullable NodeTls tls) {}

    HealthProbes(Vertx vertx) {
        this.http = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setKeepAlive(false))
                .with(new PoolOptions().setHttp1MaxSize(MAX_PROBES))
                .with(new ClientTls())
                .build();
        this.tcp = vertx.createNetClient(new NetClientOptions());
    }

    /**
     * The status of the answer to a probe.
     *
     * @return fails if there is no connection or no answer, with a {@code TimeoutException} after {@code timeout}
     */
    Future<Integer> http(Way way, Probe.Http probe, Duration timeout) {
        RequestOptions options = options(way, probe, timeout);
        if (way.tls != null) {
            try {
                options.setSsl(true).setSslOptions(way.tls.options());
            } catch (IllegalStateException e) {
                return Future.failedFuture(e);
            }
        }
        Future<HttpClientRequest> opened = http.request(options);
        Future<HttpClientResponse> head = opened.compose(HttpClientRequest::send);
        return head.map(HttpClientResponse::statusCode)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                // The body is of no interest, and a late connection of none either.
                .onComplete(
                        _ -> opened.onSuccess(request -> request.connection().close()));
    }

    /** Opens a connection to {@code node}; fails as {@link #http} does. */
    Future<Void> tcp(Node node, Duration timeout) {
        Future<NetSocket> opened = tcp.connect(node.port(), node.host());
        return opened.<Void>mapEmpty()
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(_ -> opened.onSuccess(NetSocket::close));
    }

    void close() {
        http.close();
        tcp.close();
    }

    private static RequestOptions options(Way way, Probe.Http probe, Duration timeout) {
        Node node = way.node;
        var options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(node.port(), node.host()))
                .setHost(way.serverName)
                .setPort(node.port())
                .setMethod(HttpMethod.valueOf(probe.method()))
                .setURI(probe.path())
                .setConnectTimeout(timeout.toMillis())
                .putHeader("Host", host(probe.host(), way));
        for (String line : probe.headers()) {
            int colon = line.indexOf(':');
            options.putHeader(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return options;
    }

    private static String host(@Nullable String given, Way way) {
        return given == null ? Lane.authority(way.node, way.tls == null ? Scheme.HTTP : Scheme.HTTPS) : given;
    }
}
