package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.access.AccessSample;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.sampling.Sampler;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsClient;
import dev.logway.testkit.Certificates;
import dev.logway.testkit.GroupConfig;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of requests on real sockets. */
class SampleWireTest {
    private final BlockingQueue<AccessSample> kept = new LinkedBlockingQueue<>();
    private volatile @Nullable Sampler sampler = all("x-tenant", "x-none");

    @Test
    void aRequestIsKeptWithTheFieldsThatAreAskedForAndNoOthers() throws Exception {
        try (var origin = Origin.answering("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello");
                var proxy = proxy(origin)) {
            RawClient.ask(
                    proxy.port(),
                    head(
                                    "POST /a/%62?token=1 HTTP/1.1",
                                    "Host: example.com:81",
                                    "X-Tenant: blue",
                                    "x-tenant: green",
                                    "X-Other: secret",
                                    "Content-Length: 3")
                            + "abc");

            AccessSample sample = next();
            assertEquals(
                    new AccessSample.Asked(
                            "POST",
                            "http",
                            "example.com:81",
                            "/a/%62?token=1",
                            "127.0.0.1",
                            List.of(
                                    new AccessSample.Field("x-tenant", "blue, green"),
                                    new AccessSample.Field("x-none", null))),
                    sample.asked());
            assertEquals(new AccessSample.Decided(1, "r"), sample.decided());
            assertEquals(201, sample.answered().status());
        }
    }

    @Test
    void whatNoRouteTakesIsKeptToo() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = new ProxyUnderTest(
                        Limits.DEFAULT,
                        1,
                        observability(),
                        upstream("u", node(origin.port())),
                        route("r", "/only", "u"))) {
            assertEquals(
                    404,
                    RawClient.ask(proxy.port(), head("GET /other HTTP/1.1", "Host: test"))
                            .status());

            assertEquals(new AccessSample.Decided(1, null), next().decided());
        }
    }

    @Test
    void theSchemeIsThatOfTheConnection() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin)) {
            proxy.config()
                    .put(GroupConfig.certificate(
                            "c1",
                            Certificates.selfSigned(Algorithm.ecp256, "foo.com"),
                            ProxyUnderTest.CIPHER,
                            "foo.com"));
            try (var client = new RawClient(new TlsClient().name("foo.com").connect(proxy.securePort()))) {
                client.send(head("GET / HTTP/1.1", "Host: foo.com")).answer();
            }

            assertEquals("https", next().asked().scheme());
        }
    }

    @Test
    void itIsSwitchedWhileRequestsCome() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = new RawClient(proxy.port())) {
            sampler = null;
            client.send(head("GET /off HTTP/1.1", "Host: test")).answer();
            sampler = all();
            client.send(head("GET /on HTTP/1.1", "Host: test")).answer();

            assertEquals("/on", next().asked().uri());
            assertTrue(kept.isEmpty());
        }
    }

    private Sampler all(String... headers) {
        return new Sampler(
                new AccessSampling(AccessSampling.ALL, List.of(headers), Duration.ofHours(1)),
                sample -> kept.add(sample));
    }

    private Observability observability() {
        return new Observability(AccessLog.OFF, null, RevisionHeader.OFF, () -> sampler);
    }

    private ProxyUnderTest proxy(Origin origin) {
        return new ProxyUnderTest(
                Limits.DEFAULT, 1, observability(), upstream("u", node(origin.port())), route("r", "/*", "u"));
    }

    private AccessSample next() throws InterruptedException {
        AccessSample sample = kept.poll(20, TimeUnit.SECONDS);
        if (sample == null) {
            throw new AssertionError("no sample came");
        }
        return sample;
    }
}
