package dev.logway.bench.soak;

import dev.logway.bench.process.Waiting;
import dev.logway.bench.system.Logway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Everybody who uses the edge. */
record SoakClients(Vertx vertx, Logway logway, String group, int port, int securePort) {
    /** The server name of the edge. */
    static final String NAME = "soak.test";

    private static final long SEED = 4711;

    void begin(Traffic traffic, SoakOrigin steady, SoakOrigin doomed, double changesPerSecond) {
        var seeds = new Random(SEED);
        var temporary = new AtomicLong();
        traffic.begin("GET, HTTP/1.1 kept alive", 16, 400, () -> small(SmallRequests.Reuse.KEPT_ALIVE, seeds));
        traffic.begin("GET, a connection each", 4, 100, () -> small(SmallRequests.Reuse.NEW_EACH_TIME, seeds));
        traffic.begin(
                "GET, nodes come and go",
                4,
                100,
                () -> new SmallRequests(port, SmallRequests.Reuse.KEPT_ALIVE, () -> "/soak/two/length/700"));
        traffic.begin("uploads and downloads, HTTP/1.1", 4, 40, () -> sized(plainOptions(), plain(), seeds));
        traffic.begin("uploads and downloads, HTTP/2 by TLS", 4, 40, () -> sized(secureOptions(), secure(), seeds));
        traffic.begin("clients that break off", 4, 40, () -> new BrokenOff(port, securePort, next(seeds)));
        traffic.begin(
                "WebSockets",
                4,
                20,
                () -> new WebSockets(vertx.createWebSocketClient(new WebSocketClientOptions()), port));
        traffic.begin(
                "changes of the configuration",
                8,
                changesPerSecond,
                () -> new Changes(logway.admin(), group, steady, temporary, next(seeds)));
        traffic.begin("nodes that go and come back", 1, 0.25, () -> goneForAWhile(doomed));
    }

    private SmallRequests small(SmallRequests.Reuse reuse, Random seeds) {
        Random random = next(seeds);
        return new SmallRequests(port, reuse, () -> "/soak/changing/" + random.nextInt(Changes.CHANGING));
    }

    private SizedRequests sized(HttpClientOptions options, RequestOptions edge, Random seeds) {
        return new SizedRequests(vertx.createHttpClient(options, new PoolOptions()), edge, next(seeds));
    }

    private static Turn goneForAWhile(SoakOrigin doomed) {
        return () -> {
            doomed.go();
            Waiting.forDuration(Duration.ofSeconds(2));
            doomed.comeBack();
        };
    }

    private static HttpClientOptions plainOptions() {
        return new HttpClientOptions();
    }

    private RequestOptions plain() {
        return new RequestOptions().setHost("127.0.0.1").setPort(port);
    }

    private static HttpClientOptions secureOptions() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false);
    }

    private RequestOptions secure() {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(securePort, "127.0.0.1"))
                .setHost(NAME)
                .setPort(securePort);
    }

    private static Random next(Random seeds) {
        return new Random(seeds.nextLong());
    }
}
