package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.edge.support.GrpcPeer;
import dev.logway.edge.support.Origin;
import dev.logway.testkit.Certificates;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** gRPC through the edge, from grpc-java to grpc-java. */
class GrpcWireTest {
    private static final String END = "end";

    private final X509Bundle shown = Certificates.selfSigned(Algorithm.ecp256, "grpc.test", "localhost");

    GrpcWireTest() throws Exception {}

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"GRPC", "GRPCS"})
    void callsOfEveryShapeComeThrough(Scheme scheme) throws Exception {
        try (var peer = new GrpcPeer(server(scheme));
                var proxy = proxy(peer.port(), scheme)) {
            ManagedChannel channel = channel(proxy);

            assertEquals("hello", call(channel, GrpcPeer.ECHO, "hello"));
            String large = "x".repeat(1 << 20);
            assertEquals(large, call(channel, GrpcPeer.ECHO, large));

            var counted = new ArrayList<String>();
            ClientCalls.blockingServerStreamingCall(channel, GrpcPeer.COUNT, CallOptions.DEFAULT, "1000")
                    .forEachRemaining(counted::add);
            assertEquals(1_000, counted.size());
            assertEquals("999", counted.getLast());

            var joined = new Answers();
            StreamObserver<String> parts =
                    ClientCalls.asyncClientStreamingCall(channel.newCall(GrpcPeer.JOIN, CallOptions.DEFAULT), joined);
            List.of("a", "b", "c").forEach(parts::onNext);
            parts.onCompleted();
            assertEquals("a+b+c", joined.next());
            assertEquals(END, joined.next());
            channel.shutdownNow();
        }
    }

    @Test
    void bothSidesTalkByTurns() throws Exception {
        try (var peer = new GrpcPeer(server(Scheme.GRPC));
                var proxy = proxy(peer.port(), Scheme.GRPC)) {
            ManagedChannel channel = channel(proxy);
            var heard = new Answers();
            StreamObserver<String> said =
                    ClientCalls.asyncBidiStreamingCall(channel.newCall(GrpcPeer.TALK, CallOptions.DEFAULT), heard);
            for (int i = 0; i < 100; i++) {
                said.onNext("turn " + i);
                assertEquals("turn " + i, heard.next());
            }
            said.onCompleted();
            assertEquals(END, heard.next());
            channel.shutdownNow();
        }
    }

    @Test
    void theStatusOfTheServerIsTheClients() throws Exception {
        try (var peer = new GrpcPeer(server(Scheme.GRPC));
                var proxy = proxy(peer.port(), Scheme.GRPC)) {
            ManagedChannel channel = channel(proxy);
            Status status = failure(channel, GrpcPeer.ECHO, "fail");
            assertEquals(Status.Code.FAILED_PRECONDITION, status.getCode());
            assertEquals("größer", status.getDescription());

            MethodDescriptor<String, String> unknown = GrpcPeer.ECHO.toBuilder()
                    .setFullMethodName("test.Texts/Unknown")
                    .build();
            status = failure(channel, unknown, "x");
            assertEquals(Status.Code.UNIMPLEMENTED, status.getCode());
            assertEquals("Method not found: test.Texts/Unknown", status.getDescription());
            assertEquals("still", call(channel, GrpcPeer.ECHO, "still"));
            channel.shutdownNow();
        }
    }

    @Test
    void aCallThatIsCancelledIsCancelledAtTheServer() throws Exception {
        try (var peer = new GrpcPeer(server(Scheme.GRPC));
                var proxy = proxy(peer.port(), Scheme.GRPC)) {
            ManagedChannel channel = channel(proxy);
            Context.CancellableContext caller = Context.current().withCancellation();
            var answers = new Answers();
            caller.run(() ->
                    ClientCalls.asyncUnaryCall(channel.newCall(GrpcPeer.ECHO, CallOptions.DEFAULT), "hang", answers));
            peer.awaitHanging();
            caller.cancel(null);
            peer.awaitCancelled();
            assertEquals("still", call(channel, GrpcPeer.ECHO, "still"));
            channel.shutdownNow();
        }
    }

    @Test
    void theDeadlineOfTheClientReachesTheServer() throws Exception {
        try (var peer = new GrpcPeer(server(Scheme.GRPC));
                var proxy = proxy(peer.port(), Scheme.GRPC)) {
            ManagedChannel channel = channel(proxy);
            CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS);
            var thrown = assertThrows(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(channel, GrpcPeer.ECHO, soon, "hang"));
            assertEquals(Status.Code.DEADLINE_EXCEEDED, thrown.getStatus().getCode());
            peer.awaitCancelled();
            channel.shutdownNow();
        }
    }

    @Test
    void whatTheEdgeAnswersItselfIsAStatus() throws Exception {
        try (var peer = new GrpcPeer(server(Scheme.GRPC));
                var proxy = new ProxyUnderTest(certificate("c1", shown, ProxyUnderTest.CIPHER, "grpc.test"))) {
            ManagedChannel channel = channel(proxy);
            Status status = failure(channel, GrpcPeer.ECHO, "x");
            assertEquals(Status.Code.UNIMPLEMENTED, status.getCode());
            assertEquals("404 Not Found", status.getDescription());

            proxy.config().put(upstream(Origin.closedPort(), Scheme.GRPC), route("r", "/*", "u"));
            assertEquals(
                    Status.Code.UNAVAILABLE,
                    failure(channel, GrpcPeer.ECHO, "x").getCode());

            var patience = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200));
            var impatient = new UpstreamSpec(
                            List.of(new Node("localhost", peer.port(), 1)),
                            patience,
                            KeepalivePool.DEFAULT,
                            HostHeader.PASS)
                    .over(Protocol.of(Scheme.GRPC));
            proxy.config().put(new Upstream("u", Descriptor.NONE, impatient));
            assertEquals(
                    Status.Code.DEADLINE_EXCEEDED,
                    failure(channel, GrpcPeer.ECHO, "hang").getCode());
            channel.shutdownNow();
        }
    }

    private static String call(ManagedChannel channel, MethodDescriptor<String, String> method, String text) {
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, text);
    }

    private static Status failure(ManagedChannel channel, MethodDescriptor<String, String> method, String text) {
        return assertThrows(StatusRuntimeException.class, () -> call(channel, method, text))
                .getStatus();
    }

    private ProxyUnderTest proxy(int port, Scheme scheme) {
        return new ProxyUnderTest(
                certificate("c1", shown, ProxyUnderTest.CIPHER, "grpc.test"),
                upstream(port, scheme),
                route("r", "/*", "u"));
    }

    private Upstream upstream(int port, Scheme scheme) {
        var tls = new UpstreamTls(UpstreamTls.Verify.ON, shown.getCertificatePEM(), null, null);
        return new Upstream(
                "u",
                Descriptor.NONE,
                UpstreamSpec.of(new Node("localhost", port, 1))
                        .over(new Protocol(scheme, scheme.isSecure() ? tls : null)));
    }

    private ServerBuilder<?> server(Scheme scheme) throws Exception {
        NettyServerBuilder builder = NettyServerBuilder.forPort(0);
        return scheme.isSecure()
                ? builder.useTransportSecurity(shown.toTempCertChainPem(), shown.toTempPrivateKeyPem())
                : builder;
    }

    private ManagedChannel channel(ProxyUnderTest proxy) throws Exception {
        return NettyChannelBuilder.forAddress("127.0.0.1", proxy.securePort())
                .overrideAuthority("grpc.test")
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(shown.toTempRootCertPem())
                        .build())
                .build();
    }

    /** What came, in its order. */
    private static final class Answers implements StreamObserver<String> {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

        @Override
        public void onNext(String text) {
            queue.add(text);
        }

        @Override
        public void onError(Throwable cause) {
            queue.add(cause.toString());
        }

        @Override
        public void onCompleted() {
            queue.add(END);
        }

        String next() throws InterruptedException {
            return String.valueOf(queue.poll(20, TimeUnit.SECONDS));
        }
    }
}
