package dev.logway.edge.upstream;

import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.Node;
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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends single probes, each over a connection of its own that is closed whatever comes of it. */
final class HealthProbes {
    private static final int MAX_PROBES = 100_000;

    private final HttpClientAgent http;
    private final NetClient tcp;

    HealthProbes(Vertx vertx) {
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_1_1).setKeepAlive(false),
                new PoolOptions().setHttp1MaxSize(MAX_PROBES));
        this.tcp = vertx.createNetClient(new NetClientOptions());
    }

    /**
     * The status of the answer to a probe of {@code node}.
     *
     * @return fails if there is no connection or no answer, with a {@code TimeoutException} after {@code timeout}
     */
    Future<Integer> http(Node node, Probe.Http probe, Duration timeout) {
        Future<HttpClientRequest> opened = http.request(options(node, probe, timeout));
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

    private static RequestOptions options(Node node, Probe.Http probe, Duration timeout) {
        var options = new RequestOptions()
                .setHost(node.host())
                .setPort(node.port())
                .setMethod(HttpMethod.valueOf(probe.method()))
                .setURI(probe.path())
                .setConnectTimeout(timeout.toMillis())
                .putHeader("Host", host(probe.host(), node));
        for (String line : probe.headers()) {
            int colon = line.indexOf(':');
            options.putHeader(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return options;
    }

    private static String host(@Nullable String given, Node node) {
        return given == null ? Lane.authority(node) : given;
    }
}
