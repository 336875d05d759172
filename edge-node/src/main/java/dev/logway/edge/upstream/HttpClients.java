package dev.logway.edge.upstream;

import dev.logway.domain.resource.Scheme;
import dev.logway.edge.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.Http2ClientConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TcpOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Vert.x's clients. It takes the connect timeout with the client, so there is one client for each of a few timeouts: 1, 2 and 5
 * times the powers of ten, in milliseconds. Whoever needs an exact one watches the clock.
 */
final class HttpClients {
    private static final int MAX_CHUNK_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_STATUS_LINE_BYTES = 8 * 1024;

    private final Vertx vertx;
    private final Map<Key, HttpClientAgent> clients = new HashMap<>();

    private record Key(HttpVersion version, long timeoutMillis) {}

    HttpClients(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @param timeoutMillis one of those that {@link #atLeast} answers */
    HttpClientAgent get(Scheme scheme, long timeoutMillis) {
        HttpVersion version = scheme.isMultiplexed() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
        return clients.computeIfAbsent(new Key(version, timeoutMillis), this::client);
    }

    void close() {
        clients.values().forEach(HttpClientAgent::close);
    }

    /** The shortest of the timeouts there are that is not shorter than {@code timeoutMillis}. */
    static long atLeast(long timeoutMillis) {
        for (long decade = 1; ; decade *= 10) {
            for (long step : new long[] {decade, 2 * decade, 5 * decade}) {
                if (step >= timeoutMillis) {
                    return step;
                }
            }
        }
    }

    private HttpClientAgent client(Key key) {
        var config = new HttpClientConfig()
                .setVersions(key.version)
                .setHttp1Config(new Http1ClientConfig()
                        .setMaxChunkSize(MAX_CHUNK_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setMaxInitialLineLength(MAX_STATUS_LINE_BYTES))
                .setHttp2Config(new Http2ClientConfig()
                        .setClearTextUpgrade(false)
                        .setConnectionWindowSize(
                                SharedConnection.MAX_STREAMS * Http2Settings.DEFAULT_INITIAL_WINDOW_SIZE)
                        .setInitialSettings(
                                new Http2Settings().setPushEnabled(false).setMaxHeaderListSize(MAX_HEADER_BYTES)))
                .setConnectTimeout(Duration.ofMillis(key.timeoutMillis));
        config.getTcpConfig().getTransportConfig().setSoKeepAlive(true).setOption(TcpOption.NODELAY, true);
        // No cleaner: these connections are in our pools, not in Vert.x's.
        return vertx.httpClientBuilder()
                .with(config)
                .with(new PoolOptions().setCleanerPeriod(0))
                .with(new ClientTls())
                .build();
    }
}
