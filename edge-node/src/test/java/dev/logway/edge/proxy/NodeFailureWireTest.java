package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.domain.resource.UpstreamTls.Verify;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsServer;
import dev.logway.edge.support.Until;
import dev.logway.edge.upstream.NodeFailure;
import dev.logway.testkit.Certificates;
import dev.logway.testkit.GroupConfig;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an edge says of a node to which there is no connection. */
class NodeFailureWireTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

    private final X509Bundle authority = Certificates.authority("ours");

    NodeFailureWireTest() throws Exception {}

    @Test
    void aRefusedConnectionIsSaidToBeThat() throws Exception {
        Instant before = Instant.now();
        NodeFailure failure = failureOf(UpstreamSpec.of(GroupConfig.node(Origin.closedPort())));
        assertEquals("connection refused", failure.text());
        assertTrue(!failure.at().isBefore(before), failure::toString);
    }

    @Test
    void aNameThatIsNotFoundIsSaidToBeThat() throws Exception {
        NodeFailure failure = failureOf(UpstreamSpec.of(new Node("nowhere.invalid", 80, 1)));
        assertEquals("its name is not found", failure.text());
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"HTTPS", "GRPCS"})
    void aCertificateForAnotherNameIsNamedWithBoth(Scheme scheme) throws Exception {
        X509Bundle node = Certificates.issued(authority, Duration.ofDays(9), "other.example", "third.example");
        try (Origin origin = origin(node)) {
            NodeFailure failure = failureOf(trusting(origin.port(), scheme, authority));
            assertEquals(
                    "certificate of 127.0.0.1:" + origin.port()
                            + " is for other.example and third.example, expected api.example",
                    failure.text());
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNamedWithItsIssuer() throws Exception {
        X509Bundle node = Certificates.issued(authority, Duration.ofDays(9), "api.example");
        try (Origin origin = origin(node)) {
            NodeFailure failure = failureOf(trusting(origin.port(), Scheme.HTTPS, Certificates.authority("theirs")));
            assertEquals(
                    "certificate of 127.0.0.1:" + origin.port()
                            + " is not vouched for by a known authority; its issuer is CN=ours",
                    failure.text());
        }
    }

    @Test
    void aCertificateThatHasExpiredIsNamedWithItsTime() throws Exception {
        X509Bundle node = Certificates.issued(authority, Duration.ofHours(23), "api.example");
        try (Origin origin = origin(node)) {
            NodeFailure failure = failureOf(trusting(origin.port(), Scheme.HTTPS, authority));
            assertEquals(
                    "certificate of 127.0.0.1:" + origin.port() + " expired at "
                            + node.getCertificate().getNotAfter().toInstant(),
                    failure.text());
        }
    }

    @Test
    void aNodeThatSpeaksNoTlsIsSaidToFailInTheHandshake() throws Exception {
        try (var origin = new Origin(connection -> connection.send("HTTP/1.1 400 Bad\r\n\r\n"))) {
            NodeFailure failure = failureOf(trusting(origin.port(), Scheme.HTTPS, authority));
            assertEquals("TLS handshake: the node does not speak TLS", failure.text());
        }
    }

    @Test
    void aHealthCheckSaysWhatItFoundToo() throws Exception {
        var checks = new HealthChecks(ActiveCheck.DEFAULT, null);
        var resilience = new Resilience(RetryPolicy.DEFAULT, checks, null, null, null, Duration.ZERO);
        var upstream = GroupConfig.resilient("u", 5_000, resilience, GroupConfig.node(Origin.closedPort()));
        try (var proxy = new ProxyUnderTest(upstream, route("r", "/*", "u"))) {
            Until.holds(() -> last(proxy) != null);
            assertEquals(
                    "health check: connection refused",
                    Objects.requireNonNull(last(proxy)).text());
        }
    }

    @Test
    void aNodeThatAnswersHasNone() throws Exception {
        try (Origin origin = Origin.answering(OK);
                var proxy = proxy(UpstreamSpec.of(GroupConfig.node(origin.port())))) {
            assertEquals(200, RawClient.get(proxy.port(), "/").status());
            assertNull(last(proxy));
        }
    }

    private static NodeFailure failureOf(UpstreamSpec spec) throws Exception {
        try (var proxy = proxy(spec)) {
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
            return Objects.requireNonNull(last(proxy));
        }
    }

    private static @Nullable NodeFailure last(ProxyUnderTest proxy) {
        return proxy.upstreams().states().getFirst().nodes().getFirst().lastFailure();
    }

    private static ProxyUnderTest proxy(UpstreamSpec spec) {
        return new ProxyUnderTest(new Upstream("u", Descriptor.NONE, spec), route("r", "/*", "u"));
    }

    private static UpstreamSpec trusting(int port, Scheme scheme, X509Bundle authority) {
        return UpstreamSpec.of(GroupConfig.node(port))
                .over(new Protocol(
                        scheme, new UpstreamTls(Verify.ON, authority.getCertificatePEM(), null, "api.example")));
    }

    /** A node whose handshakes may fail. */
    private static Origin origin(X509Bundle shown) throws Exception {
        return new Origin(TlsServer.listen(shown, null, "http/1.1", "h2"), Origin.Connection::request);
    }
}
