package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TcpOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Opens connections to nodes. Vert.x takes the connect timeout with the client, so there is one client for each of a
 * few timeouts: 1, 2 and 5 times the powers of ten, in milliseconds. Whoever needs an exact one watches the clock.
 */
final class Connectors {
    private static final int MAX_CHUNK_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_STATUS_LINE_BYTES = 8 * 1024;

    private final Vertx vertx;
    private final Map<Long, HttpClientAgent> clients = new TreeMap<>();

    Connectors(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A new connection to {@code node}, given up some time after {@code timeoutMillis}. */
    Future<HttpClientConnection> connect(Node node, long timeoutMillis) {
        var options = new HttpConnectOptions().setHost(node.host()).setPort(node.port());
        return clients.computeIfAbsent(atLeast(timeoutMillis), this::client).connect(options);
    }

    void close() {
        clients.values().forEach(HttpClientAgent::close);
    }

    static long atLeast(long timeoutMillis) {
        for (long decade = 1; ; decade *= 10) {
            for (long step : new long[] {decade, 2 * decade, 5 * decade}) {
                if (step >= timeoutMillis) {
                    return step;
                }
            }
        }
    }

    private HttpClientAgent client(long timeoutMillis) {
        var config = new HttpClientConfig()
                .setVersions(HttpVersion.HTTP_1_1)
                .setHttp1Config(new Http1ClientConfig()
                        .setMaxChunkSize(MAX_CHUNK_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setMaxInitialLineLength(MAX_STATUS_LINE_BYTES))
                .setConnectTimeout(Duration.ofMillis(timeoutMillis));
        config.getTcpConfig().getTransportConfig().setSoKeepAlive(true).setOption(TcpOption.NODELAY, true);
        // No cleaner: these connections are in our pools, not in Vert.x's.
        return vertx.createHttpClient(config, new PoolOptions().setCleanerPeriod(0));
    }
}
