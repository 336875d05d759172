package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.route;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.domain.resource.UpstreamTls.Verify;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsServer;
import dev.logway.edge.support.Until;
import dev.logway.edge.upstream.UpstreamState;
import dev.logway.testkit.Certificates;
import dev.logway.testkit.GroupConfig;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.ServerSocket;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What nodes that speak TLS are asked for, have to prove, and are shown. */
class UpstreamTlsWireTest {
    private static final String CLOSING = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

    private final X509Bundle authority = Certificates.authority("ours");
    private final X509Bundle node =
            Certificates.issued(authority, Duration.ofDays(9), "node.test", "localhost", "single");
    private final BlockingQueue<Handshake> handshakes = new LinkedBlockingQueue<>();

    /** What the node saw of a connection. */
    private record Handshake(String serverName, @Nullable Principal client, byte[] session) {}

    UpstreamTlsWireTest() throws Exception {}

    @Test
    void aNodeIsAskedForTheNameItHasToProve() throws Exception {
        try (Origin origin = origin(null)) {
            assertEquals("node.test", asked(origin, "127.0.0.1", HostHeader.PASS, "node.test"));
            assertEquals("node.test", asked(origin, "127.0.0.1", new HostHeader.Rewrite("node.test:8443"), null));
            assertEquals("localhost", asked(origin, "localhost", HostHeader.PASS, null));
            assertEquals("single", asked(origin, "localhost", HostHeader.PASS, "single"));
        }
    }

    private String asked(Origin origin, String host, HostHeader header, @Nullable String serverName) throws Exception {
        var spec = new UpstreamSpec(List.of(new Node(host, origin.port(), 1)), null, KeepalivePool.DEFAULT, header)
                .over(https(new UpstreamTls(Verify.ON, authority.getCertificatePEM(), null, serverName)));
        try (var proxy = proxy(spec)) {
            assertEquals("ok", RawClient.get(proxy.port(), "/").body());
            return handshake().serverName();
        }
    }

    @Test
    void aNodeThatDoesNotProveItsNameIsToldNothing() throws Exception {
        try (Origin origin = origin(null)) {
            for (UpstreamTls tls : List.of(
                    UpstreamTls.DEFAULT,
                    new UpstreamTls(Verify.ON, Certificates.authority("theirs").getCertificatePEM(), null, "node.test"),
                    new UpstreamTls(Verify.ON, authority.getCertificatePEM(), null, "other.test"),
                    new UpstreamTls(Verify.ON, authority.getCertificatePEM(), null, null))) {
                try (var proxy = proxy(spec(origin.port()).over(https(tls)))) {
                    assertEquals(502, RawClient.get(proxy.port(), "/").status(), tls::toString);
                }
            }
            assertEquals(0, origin.untaken());
        }
    }

    @Test
    void nobodyHasToProveAnythingWhereVerificationIsOff() throws Exception {
        try (Origin origin = origin(null)) {
            assertEquals("any", unverified(origin, "any"));
            assertEquals("", unverified(origin, "n_1")); // which is no name that can be asked for
        }
    }

    private String unverified(Origin origin, String serverName) throws Exception {
        var tls = new UpstreamTls(Verify.OFF, null, null, serverName);
        try (var proxy = proxy(spec(origin.port()).over(https(tls)))) {
            assertEquals("ok", RawClient.get(proxy.port(), "/").body());
            return handshake().serverName();
        }
    }

    @Test
    void aNewConnectionShowsTheClientCertificateThatIsServedThen() throws Exception {
        Certificate first = certificate("c1", issued("first"), ProxyUnderTest.CIPHER);
        var tls = new UpstreamTls(Verify.ON, authority.getCertificatePEM(), "c1", "node.test");
        try (Origin origin = origin(authority);
                var proxy = proxy(spec(origin.port()).over(https(tls)))) {
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
            proxy.config().put(first);
            assertEquals("ok", RawClient.get(proxy.port(), "/").body());
            assertEquals("CN=first", String.valueOf(handshake().client()));

            proxy.config().put(certificate("c1", issued("second"), ProxyUnderTest.CIPHER));
            assertEquals("ok", RawClient.get(proxy.port(), "/").body());
            assertEquals("CN=second", String.valueOf(handshake().client()));

            proxy.config().put(disabled(first));
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
        }
    }

    @Test
    void upstreamsWithOtherSettingsShareNoConnection() throws Exception {
        try (Origin origin = origin(TlsServer.listen(node, null), Origin.ok("ok"));
                var proxy = proxy(spec(origin.port()).over(https(trusting("node.test"))))) {
            proxy.config()
                    .put(
                            new Upstream(
                                    "v", Descriptor.NONE, spec(origin.port()).over(https(trusting("single")))),
                            new Upstream(
                                    "w", Descriptor.NONE, spec(origin.port()).over(https(trusting("single")))),
                            route("v", "/v", "v"),
                            route("w", "/w", "w"));

            assertEquals("ok", RawClient.get(proxy.port(), "/").body());
            assertEquals("ok", RawClient.get(proxy.port(), "/v").body());
            assertEquals("ok", RawClient.get(proxy.port(), "/w").body());
            assertEquals("ok", RawClient.get(proxy.port(), "/").body());

            assertEquals("node.test", handshake().serverName());
            assertEquals("single", handshake().serverName());
            assertEquals(0, handshakes.size());
        }
    }

    @Test
    void aSessionIsResumed() throws Exception {
        SSLServerSocket socket = TlsServer.listen(node, null);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"}); // where the session's id tells
        try (Origin origin = origin(socket, CLOSING);
                var proxy = proxy(spec(origin.port()).over(https(trusting("node.test"))))) {
            RawClient.get(proxy.port(), "/");
            RawClient.get(proxy.port(), "/");

            assertArrayEquals(handshake().session(), handshake().session());
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsATimeout() throws Exception {
        var patience = new Timeouts(Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofSeconds(20));
        try (var silent = new ServerSocket(0);
                var proxy = proxy(new UpstreamSpec(
                                List.of(GroupConfig.node(silent.getLocalPort())),
                                patience,
                                KeepalivePool.DEFAULT,
                                HostHeader.PASS)
                        .over(https(trusting("node.test"))))) {
            assertEquals(504, RawClient.get(proxy.port(), "/").status());
        }
    }

    @Test
    void aNodeWithoutTlsIsNoNode() throws Exception {
        try (var origin = new Origin(connection -> connection.send(Origin.ok("plain")));
                var proxy = proxy(spec(origin.port()).over(https(trusting("node.test"))))) {
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
        }
    }

    @Test
    void probesGoOverTheTlsOfTheUpstream() throws Exception {
        for (Probe.Http.Security security : List.of(Probe.Http.Security.TLS, Probe.Http.Security.UNVERIFIED_TLS)) {
            try (Origin origin = origin(authority);
                    var proxy = new ProxyUnderTest(certificate("c1", issued("edge"), ProxyUnderTest.CIPHER))) {
                var tls = new UpstreamTls(Verify.ON, authority.getCertificatePEM(), "c1", "node.test");

                proxy.config().put(checked(origin.port(), https(tls), security));

                assertEquals("GET /health HTTP/1.1", origin.taken().line());
                assertEquals("CN=edge", String.valueOf(handshake().client()));
            }
        }
    }

    @Test
    void aProbeVerifiesTheNodeUnlessItIsToldNotTo() throws Exception {
        try (Origin origin = origin(null);
                var proxy = new ProxyUnderTest(
                        checked(origin.port(), https(UpstreamTls.DEFAULT), Probe.Http.Security.TLS))) {
            Until.holds(() -> !isHealthy(proxy));

            proxy.config().put(checked(origin.port(), https(UpstreamTls.DEFAULT), Probe.Http.Security.UNVERIFIED_TLS));

            Until.holds(() -> isHealthy(proxy));
            assertTrue(origin.taken().line().startsWith("GET /health"));
        }
    }

    private static boolean isHealthy(ProxyUnderTest proxy) {
        UpstreamState state = proxy.upstreams().states().getFirst();
        return state.nodes().getFirst().healthy();
    }

    private static Upstream checked(int port, Protocol protocol, Probe.Http.Security security) {
        ActiveCheck absent = ActiveCheck.DEFAULT;
        var often = new ActiveCheck.Pace(Duration.ofMillis(100), Duration.ofMillis(100));
        var active = new ActiveCheck(
                new Probe.Http("GET", "/health", null, List.of(), security),
                null,
                Duration.ofSeconds(5),
                1,
                often,
                absent.rule());
        var resilience =
                new Resilience(RetryPolicy.DEFAULT, new HealthChecks(active, null), null, null, null, Duration.ZERO);
        UpstreamSpec spec = GroupConfig.resilient("u", 5_000, resilience, GroupConfig.node(port))
                .spec();
        return new Upstream("u", Descriptor.NONE, spec.over(protocol));
    }

    private ProxyUnderTest proxy(UpstreamSpec spec) {
        return new ProxyUnderTest(new Upstream("u", Descriptor.NONE, spec), route("r", "/*", "u"));
    }

    private static UpstreamSpec spec(int port) {
        return UpstreamSpec.of(GroupConfig.node(port));
    }

    private static Protocol https(UpstreamTls tls) {
        return new Protocol(Scheme.HTTPS, tls);
    }

    private UpstreamTls trusting(String serverName) {
        return new UpstreamTls(Verify.ON, authority.getCertificatePEM(), null, serverName);
    }

    private X509Bundle issued(String name) throws Exception {
        return Certificates.issued(authority, Duration.ofDays(9), name);
    }

    private static Certificate disabled(Certificate certificate) {
        return new Certificate(
                certificate.id(),
                certificate.descriptor(),
                Certificate.Status.DISABLED,
                certificate.snis(),
                certificate.chain(),
                certificate.privateKey(),
                null);
    }

    private Origin origin(@Nullable X509Bundle clients) throws Exception {
        return origin(clients, CLOSING);
    }

    private Origin origin(@Nullable X509Bundle clients, String answer) throws Exception {
        return origin(TlsServer.listen(node, clients), answer);
    }

    private Origin origin(ServerSocket socket, String answer) {
        return new Origin(socket, connection -> {
            handshakes.add(handshake((SSLSocket) connection.socket()));
            while (connection.request() != null) {
                connection.send(answer);
            }
        });
    }

    private static Handshake handshake(SSLSocket socket) throws IOException {
        socket.startHandshake();
        var session = (ExtendedSSLSession) socket.getSession();
        String name = session.getRequestedServerNames().stream()
                .map(each -> ((SNIHostName) each).getAsciiName())
                .findFirst()
                .orElse("");
        Principal client = null;
        if (socket.getNeedClientAuth()) {
            client = session.getPeerPrincipal();
        }
        return new Handshake(name, client, session.getId());
    }

    private Handshake handshake() throws Exception {
        Handshake next = handshakes.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new SSLException("no handshake came");
        }
        return next;
    }
}
