package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static dev.logway.testkit.GroupConfig.verifying;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Certificate;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsClient;
import dev.logway.edge.support.Until;
import dev.logway.secret.Keyset;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which certificate is shown to whom, and what clients must show. */
class TlsWireTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: %s\r\n\r\n";

    private final Origin origin = Origin.answering(Origin.ok("hello"));
    private final ProxyUnderTest proxy = new ProxyUnderTest(upstream("u", node(origin.port())), route("r", "/*", "u"));
    private final X509Bundle exact = bundle("foo.com");
    private final X509Bundle wildcard = bundle("wildcard.foo.com");

    TlsWireTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        proxy.close();
        origin.close();
    }

    @Test
    void aRequestComesThroughAndTheUpstreamIsToldHow() throws Exception {
        serve(certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com"));

        try (var client = connect("foo.com")) {
            assertEquals(
                    "hello", client.send(REQUEST.formatted("foo.com")).answer().body());
            assertEquals(
                    "hello", client.send(REQUEST.formatted("foo.com")).answer().body());
        }
        assertTrue(origin.taken().has("X-Forwarded-Proto: https"));
    }

    @Test
    void theExactNameBeatsTheWildcardAndCaseDoesNotCount() throws Exception {
        X509Bundle deep = bundle("deep");
        serve(
                certificate("c1", wildcard, ProxyUnderTest.CIPHER, "*.foo.com"),
                certificate("c2", exact, ProxyUnderTest.CIPHER, "a.foo.com"),
                certificate("c3", deep, ProxyUnderTest.CIPHER, "*.b.foo.com"));

        assertEquals(exact.getCertificate(), shown("A.foo.COM"));
        assertEquals(wildcard.getCertificate(), shown("b.foo.com"));
        assertEquals(wildcard.getCertificate(), shown("x.y.foo.com"));
        assertEquals(deep.getCertificate(), shown("x.b.foo.com"));
    }

    @Test
    void aNameThatNoCertificateIsForEndsTheHandshake() throws Exception {
        serve(certificate("c1", wildcard, ProxyUnderTest.CIPHER, "*.foo.com"));

        assertThrows(IOException.class, () -> shown("foo.com"));
        assertThrows(IOException.class, () -> shown("bar.com"));
        assertThrows(IOException.class, () -> new TlsClient().connect(proxy.securePort()));
        assertEquals(wildcard.getCertificate(), shown("a.foo.com"));
    }

    @Test
    void theLeastIdIsShownWhereSeveralClaimAName() throws Exception {
        serve(
                certificate("c2", wildcard, ProxyUnderTest.CIPHER, "foo.com"),
                certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com"));
        assertEquals(exact.getCertificate(), shown("foo.com"));

        proxy.config().remove(Certificate.key("c1"));
        assertEquals(wildcard.getCertificate(), shown("foo.com"));
    }

    @Test
    void aCertificateIsExchangedWithoutTouchingConnections() throws Exception {
        serve(certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com"));
        try (var before = connect("foo.com")) {
            assertEquals(200, before.send(REQUEST.formatted("foo.com")).answer().status());
            X509Bundle renewed = bundle("foo.com");

            serve(certificate("c1", renewed, ProxyUnderTest.CIPHER, "foo.com"));

            assertEquals(renewed.getCertificate(), shown("foo.com"));
            assertEquals(200, before.send(REQUEST.formatted("foo.com")).answer().status());
            proxy.config().remove(Certificate.key("c1"));
            assertThrows(IOException.class, () -> shown("foo.com"));
            assertEquals(200, before.send(REQUEST.formatted("foo.com")).answer().status());
        }
    }

    @Test
    void aKeyOfAnotherKeysetIsSetAsideAndTheRestIsServed() throws Exception {
        var foreign = Keyset.parse(Keyset.generate());
        serve(
                certificate("c1", exact, foreign, "foo.com"),
                certificate("c2", wildcard, ProxyUnderTest.CIPHER, "bar.com"));

        assertEquals(wildcard.getCertificate(), shown("bar.com"));
        assertThrows(IOException.class, () -> shown("foo.com"));
        assertEquals(
                "no key of the keyset decrypts the secret of certificates/c1",
                proxy.certificates().quarantined().get(Certificate.key("c1")));
    }

    @Test
    void aClientMustShowWhatTheNameAsksFor() throws Exception {
        X509Bundle authority = Certificates.authority("ours");
        X509Bundle stranger = Certificates.issued(Certificates.authority("theirs"), Duration.ofDays(9), "eve");
        X509Bundle known = Certificates.issued(authority, Duration.ofDays(9), "bob");
        serve(
                verifying(certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com"), authority, 1),
                certificate("c2", wildcard, ProxyUnderTest.CIPHER, "open.com"));

        try (var client = connect(new TlsClient(known), "foo.com")) {
            assertEquals(200, client.send(REQUEST.formatted("foo.com")).answer().status());
        }
        assertThrows(IOException.class, () -> ask(new TlsClient(), "foo.com"));
        assertThrows(IOException.class, () -> ask(new TlsClient(stranger), "foo.com"));
        assertEquals(200, ask(new TlsClient(), "open.com"));
        assertEquals(200, ask(new TlsClient(stranger), "open.com"));
    }

    @Test
    void depthBoundsTheCertificatesBetween() throws Exception {
        X509Bundle root = Certificates.authority("root");
        X509Bundle between = new CertificateBuilder()
                .algorithm(Algorithm.ecp256)
                .subject("CN=between")
                .setIsCertificateAuthority(true)
                .buildIssuedBy(root);
        X509Bundle known = Certificates.issued(between, Duration.ofDays(9), "bob");
        Certificate plain = certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com");

        serve(verifying(plain, root, 1));
        assertEquals(200, ask(new TlsClient(known), "foo.com"));
        serve(verifying(plain, root, 0));
        assertThrows(IOException.class, () -> ask(new TlsClient(known), "foo.com"));
    }

    /** RFC 9110, section 15.5.20. */
    @Test
    void aConnectionForOneNameIsNoWayAroundWhatAnotherAsksFor() throws Exception {
        serve(
                verifying(
                        certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com"), Certificates.authority("ours"), 1),
                certificate("c2", wildcard, ProxyUnderTest.CIPHER, "open.com", "other.com"));

        try (var client = connect("open.com")) {
            assertEquals(
                    200, client.send(REQUEST.formatted("other.com")).answer().status());
            assertEquals(
                    421, client.send(REQUEST.formatted("foo.com:443")).answer().status());
        }
        assertEquals(1, origin.untaken());
    }

    @Test
    void aHandshakeThatDoesNotComeIsNotWaitedForForEver() throws Exception {
        var limits = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(60)));
        try (var impatient = new ProxyUnderTest(limits, 1);
                var silent = new RawClient(impatient.securePort())) {
            assertTrue(silent.isClosed());
        }
    }

    @Test
    void anOpenHandshakeIsAConnection() throws Exception {
        var limits = Limits.DEFAULT
                .withConnections(2, 100)
                .with(new Limits.Times(Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofSeconds(60)));
        try (var guarded = new ProxyUnderTest(limits, 1);
                var first = new RawClient(guarded.securePort())) {
            try (var second = new RawClient(guarded.securePort())) {
                Until.holds(() -> guarded.server().connections() == 2);
                try (var third = new RawClient(guarded.securePort())) {
                    assertTrue(third.isClosed());
                }
                try (var plain = new RawClient(guarded.port())) {
                    assertTrue(plain.isClosed());
                }
                assertFalse(second.socket().isClosed() || first.socket().isClosed());
            }
            Until.holds(() -> guarded.server().connections() == 1);
            assertEquals(
                    503,
                    RawClient.ask(guarded.port(), REQUEST.formatted("foo.com")).status());
        }
    }

    @Test
    void whatIsNoTlsIsClosed() throws Exception {
        serve(certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com"));

        try (var client = new RawClient(proxy.securePort())) {
            client.send("GET / HTTP/1.1\r\nHost: foo.com\r\n\r\n");
            client.rest();
        }
        assertEquals(0, origin.untaken());
    }

    @Test
    void aProtocolThatIsNotSpokenEndsTheHandshake() throws Exception {
        serve(certificate("c1", exact, ProxyUnderTest.CIPHER, "foo.com"));

        assertThrows(
                IOException.class,
                () -> new TlsClient().name("foo.com").protocols("smtp").connect(proxy.securePort()));
    }

    private void serve(Certificate... certificates) {
        proxy.config().put(certificates);
    }

    private X509Certificate shown(String name) throws Exception {
        return new TlsClient().name(name).certificate(proxy.securePort());
    }

    private RawClient connect(String name) throws Exception {
        return connect(new TlsClient(), name);
    }

    private RawClient connect(TlsClient client, String name) throws Exception {
        SSLSocket socket = client.name(name).connect(proxy.securePort());
        return new RawClient(socket);
    }

    /** In TLS 1.3 a client learns that its certificate is refused when it reads. */
    private int ask(TlsClient client, String name) throws Exception {
        try (var connection = connect(client, name)) {
            return connection.send(REQUEST.formatted(name)).answer().status();
        }
    }

    private static X509Bundle bundle(String name) throws Exception {
        return Certificates.selfSigned(Algorithm.ecp256, name);
    }
}
