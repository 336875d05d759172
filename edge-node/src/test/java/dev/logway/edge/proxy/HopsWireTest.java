package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.streams.WriteStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same requests from clients and to nodes of either version of HTTP. */
class HopsWireTest {
    private static final Buffer CHUNK = Buffer.buffer(new byte[64 * 1024]);
    private static final long TOTAL_BYTES = 128L << 20;

    /** What sockets, windows and queues of all the way may hold together. */
    private static final long MOST_BUFFERED_BYTES = 24L << 20;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        ProxyUnderTest.await(vertx.close());
    }

    static Stream<Arguments> hops() {
        return Stream.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)
                .flatMap(client -> Stream.of(Scheme.HTTP, Scheme.GRPC).map(upstream -> Arguments.of(client, upstream)));
    }

    @ParameterizedTest
    @MethodSource("hops")
    void answersWithoutBodyHaveNone(HttpVersion client, Scheme upstream) throws Exception {
        try (var way = way(client, upstream, request -> {
            int status = Integer.parseInt(request.uri().substring(1));
            request.response().setStatusCode(status).putHeader("etag", "\"x\"");
            if (status == 200 || status == 304) {
                request.response().putHeader("content-length", "5");
            }
            request.response().end();
        })) {
            for (int status : List.of(204, 304, 204)) {
                HttpClientResponse answer = way.ask(HttpMethod.GET, "/" + status, HttpClientRequest::end);
                assertEquals(status, answer.statusCode());
                assertEquals("\"x\"", answer.getHeader("etag"));
                assertEquals(0, body(answer).length());
            }
            HttpClientResponse head = way.ask(HttpMethod.HEAD, "/200", HttpClientRequest::end);
            assertEquals("5", head.getHeader("content-length"));
            assertEquals(0, body(head).length());
        }
    }

    @ParameterizedTest
    @MethodSource("hops")
    void aClientThatAsksFirstIsToldToGoOn(HttpVersion client, Scheme upstream) throws Exception {
        try (var way = way(client, upstream, request -> {
            if ("100-continue".equals(request.getHeader("expect"))) {
                request.response().writeContinue();
            }
            request.body().onSuccess(request.response()::end);
        })) {
            HttpClientResponse answer = way.ask(HttpMethod.PUT, "/", request -> {
                request.putHeader("expect", "100-continue").putHeader("content-length", "5");
                request.continueHandler(_ -> request.end("hello"));
                request.writeHead();
            });
            assertEquals("hello", body(answer).toString());
        }
    }

    @ParameterizedTest
    @MethodSource("hops")
    void bothSidesTalkByTurns(HttpVersion client, Scheme upstream) throws Exception {
        try (var way = way(client, upstream, request -> {
            request.response().setChunked(true).writeHead();
            request.handler(request.response()::write)
                    .endHandler(_ -> request.response().end());
        })) {
            Promise<HttpClientRequest> opened = Promise.promise();
            HttpClientResponse answer = way.ask(HttpMethod.POST, "/", request -> {
                request.setChunked(true).write("first");
                opened.complete(request);
            });
            HttpClientRequest request = ProxyUnderTest.await(opened.future());
            Promise<String> end = Promise.promise();
            var heard = new StringBuilder();
            answer.handler(chunk -> {
                heard.append(chunk);
                if (heard.toString().equals("first")) {
                    request.end("second");
                }
            });
            answer.endHandler(_ -> end.complete(heard.toString()));
            answer.resume();
            assertEquals("firstsecond", ProxyUnderTest.await(end.future()));
        }
    }

    @ParameterizedTest
    @MethodSource("hops")
    void anUploadWaitsForWhoeverIsSlower(HttpVersion client, Scheme upstream) throws Exception {
        var offered = new AtomicLong();
        Promise<HttpServerRequest> arrived = Promise.promise();
        try (var way = way(client, upstream, request -> {
            request.pause();
            arrived.complete(request);
        })) {
            Future<HttpClientResponse> asked = way.send(HttpMethod.POST, "/", request -> {
                request.setChunked(true);
                pump(request, offered);
            });
            HttpServerRequest request = ProxyUnderTest.await(arrived.future());
            awaitStall(offered);
            assertTrue(offered.get() < MOST_BUFFERED_BYTES, offered + " bytes are held");

            var received = new AtomicLong();
            request.handler(chunk -> received.addAndGet(chunk.length()));
            request.endHandler(_ -> request.response().end());
            request.resume();
            assertEquals(200, awaitLong(asked).statusCode());
            assertEquals(TOTAL_BYTES, received.get());
        }
    }

    @ParameterizedTest
    @MethodSource("hops")
    void aDownloadWaitsForWhoeverIsSlower(HttpVersion client, Scheme upstream) throws Exception {
        var offered = new AtomicLong();
        try (var way = way(client, upstream, request -> {
            request.response().setChunked(true);
            pump(request.response(), offered);
        })) {
            HttpClientResponse answer = way.ask(HttpMethod.GET, "/", HttpClientRequest::end);
            awaitStall(offered);
            assertTrue(offered.get() < MOST_BUFFERED_BYTES, offered + " bytes are held");

            var received = new AtomicLong();
            Promise<Long> end = Promise.promise();
            answer.handler(chunk -> received.addAndGet(chunk.length()));
            answer.endHandler(_ -> end.complete(received.get()));
            answer.resume();
            assertEquals(TOTAL_BYTES, awaitLong(end.future()));
        }
    }

    private static Buffer body(HttpClientResponse answer) {
        Future<Buffer> body = answer.body();
        answer.resume();
        return ProxyUnderTest.await(body);
    }

    /** Writes until everything is written, as fast as {@code to} takes it. */
    private static void pump(WriteStream<Buffer> to, AtomicLong offered) {
        while (!to.writeQueueFull() && offered.get() < TOTAL_BYTES) {
            to.write(CHUNK.copy());
            offered.addAndGet(CHUNK.length());
        }
        if (offered.get() < TOTAL_BYTES) {
            to.drainHandler(_ -> pump(to, offered));
        } else {
            to.end();
        }
    }

    /** Returns once nothing more was taken for a while, or it was more than may be held. */
    private static void awaitStall(AtomicLong offered) {
        long before = -1;
        for (int same = 0; same < 60 && offered.get() < MOST_BUFFERED_BYTES; same++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            same = offered.get() == before ? same : 0;
            before = offered.get();
        }
    }

    private static <T> T awaitLong(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private Way way(HttpVersion version, Scheme scheme, Handler<HttpServerRequest> origin) throws Exception {
        return new Way(vertx, version, scheme, origin);
    }

    /** A client, an edge and a node. */
    private static final class Way implements AutoCloseable {
        private final ProxyUnderTest proxy;
        private final HttpClientAgent client;
        private final RequestOptions to;

        Way(Vertx vertx, HttpVersion version, Scheme scheme, Handler<HttpServerRequest> origin) throws Exception {
            HttpServer server = ProxyUnderTest.await(
                    vertx.createHttpServer().requestHandler(origin).listen(0, "127.0.0.1"));
            UpstreamSpec spec = UpstreamSpec.of(node(server.actualPort())).over(Protocol.of(scheme));
            proxy = new ProxyUnderTest(
                    certificate(
                            "c1",
                            Certificates.selfSigned(Algorithm.ecp256, "foo.test"),
                            ProxyUnderTest.CIPHER,
                            "foo.test"),
                    new Upstream("u", Descriptor.NONE, spec),
                    route("r", "/*", "u"));
            boolean secure = version == HttpVersion.HTTP_2;
            client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(version)
                    .setUseAlpn(secure)
                    .setSsl(secure)
                    .setTrustAll(true)
                    .setVerifyHost(false));
            int port = secure ? proxy.securePort() : proxy.port();
            to = new RequestOptions()
                    .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                    .setHost("foo.test")
                    .setPort(port);
        }

        /** The answer, whose body is held back, to what {@code sender} sends. */
        HttpClientResponse ask(HttpMethod method, String path, Handler<HttpClientRequest> sender) {
            return ProxyUnderTest.await(send(method, path, sender));
        }

        Future<HttpClientResponse> send(HttpMethod method, String path, Handler<HttpClientRequest> sender) {
            return client.request(new RequestOptions(to).setMethod(method).setURI(path))
                    .compose(request -> {
                        Future<HttpClientResponse> answer = request.response().map(HttpClientResponse::pause);
                        sender.handle(request);
                        return answer;
                    });
        }

        @Override
        public void close() {
            proxy.close();
        }
    }
}
