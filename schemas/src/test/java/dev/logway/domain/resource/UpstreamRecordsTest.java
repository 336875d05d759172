package dev.logway.domain.resource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.VariableText.Part;
import dev.logway.testkit.Thrown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upstream may say of balancing, discovery, checks and limits. */
class UpstreamRecordsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static void refused(String message, Executable construction) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, construction));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"uri", "request_uri", "query_string", "remote_addr", "arg_a", "arg_A-b_9", "http_x", "cookie_s"})
    void aVariableIsOneThatARequestHas(String name) {
        assertDoesNotThrow(() -> new Balancing.ConsistentHash(HashOn.VARS, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "url", "arg_", "arg_a b", "server_addr", "$uri", "ARG_a"})
    void anythingElseIsNone(String name) {
        refused(
                "key: " + name + " (expected: a variable such as uri, remote_addr, arg_name, http_name or cookie_name)",
                () -> new Balancing.ConsistentHash(HashOn.VARS, name));
    }

    @Test
    void aConsumerHasNoKeyAndAllElseHasOne() {
        assertDoesNotThrow(() -> new Balancing.ConsistentHash(HashOn.CONSUMER, null));
        refused(
                "key: a (expected: none, because hash_on is consumer)",
                () -> new Balancing.ConsistentHash(HashOn.CONSUMER, "a"));
        refused(
                "key: null (expected: the name of a header, at most 256 characters)",
                () -> new Balancing.ConsistentHash(HashOn.HEADER, null));
    }

    @Test
    void variablesStandInATextWithOrWithoutBraces() {
        assertEquals(
                List.of(
                        new Part.Variable("host"),
                        new Part.Literal("-"),
                        new Part.Variable("remote_addr"),
                        new Part.Literal("}")),
                VariableText.parse("$host-${remote_addr}}").parts());
        for (String none : List.of("", "host", "$", "$nothing", "$host$", "$host${", "$host".repeat(300))) {
            assertFalse(VariableText.isOne(none), none);
        }
        assertTrue(VariableText.isOne("$arg_a"));
    }

    @Test
    void tlsBelongsToTheSchemesThatAreSecure() {
        for (Scheme scheme : Scheme.values()) {
            assertEquals(scheme.isSecure(), Protocol.of(scheme).tls() != null);
        }
        refused(
                "tls: given (expected: none, because scheme is grpc)",
                () -> new Protocol(Scheme.GRPC, UpstreamTls.DEFAULT));
        refused("tls: null (expected: the settings for https)", () -> new Protocol(Scheme.HTTPS, null));
        refused(
                "tls.server_name: *.a (expected: a host name or an IP address without brackets)",
                () -> new UpstreamTls(UpstreamTls.Verify.ON, null, null, "*.a"));
        refused(
                "tls.ca: 0 characters (expected: 1 to 65536 characters)",
                () -> new UpstreamTls(UpstreamTls.Verify.ON, "", null, null));
    }

    @Test
    void whoCarriesAnUpstreamRefersToItsClientCertificate() {
        var tls = new UpstreamTls(UpstreamTls.Verify.ON, null, "c1", null);
        UpstreamSpec spec = UpstreamSpec.of(new Node("a", 443, 1)).over(new Protocol(Scheme.HTTPS, tls));
        assertEquals(List.of(Certificate.key("c1")), new Upstream("u1", Descriptor.NONE, spec).references());
        assertEquals(List.of(Certificate.key("c1")), new Backend.Inline(spec).references());
    }

    @Test
    void aServiceIsAHostOrHasRecordsOfItsOwn() {
        assertEquals(
                "a.example:443", new NodeSource.Dns("a.example").withPort(443).serviceName());
        assertEquals("_a._tcp.b", new NodeSource.Dns("_a._tcp.b").withPort(443).serviceName());
        assertEquals(80, new NodeSource.Dns("a.example").port(80));
        assertEquals(8080, new NodeSource.Dns("a.example:8080").port(80));
        assertEquals("a.example", new NodeSource.Dns("a.example:8080").host());
        assertTrue(new NodeSource.Dns("_http._tcp.example").isSrv());
        for (String none :
                List.of("", ":80", "a:", "a:0", "a:65536", "a:999999", "a b", "a..b", ".a", "_a._tcp.b:80")) {
            refused(
                    "service_name: " + none + " (expected: host, host:port or _service._proto.name)",
                    () -> new NodeSource.Dns(none));
        }
    }

    @Test
    void aProbeCannotCarryMoreThanOneRequest() {
        for (String path : List.of("", "a", "/a b", "/\r\nX: y", "/ü")) {
            assertTrue(
                    Thrown.message(IllegalArgumentException.class, () -> new Probe.Http("GET", path, null, List.of()))
                            .startsWith("checks.active.http_path: "));
        }
        for (String line : List.of("", "a", ": b", "a b: c", "a: b\r\nc: d")) {
            assertTrue(Thrown.message(
                            IllegalArgumentException.class, () -> new Probe.Http("GET", "/", null, List.of(line)))
                    .startsWith("checks.active.req_headers: "));
        }
        assertTrue(Thrown.message(IllegalArgumentException.class, () -> new Probe.Http("GET", "/", "a b", List.of()))
                .startsWith("checks.active.host: "));
    }

    @Test
    void countsAndTimesHaveTheirRanges() {
        refused("retries: -1 (expected: 0..1000)", () -> new RetryPolicy(-1, Duration.ZERO));
        refused("retry_timeout: PT-1S (expected: 0 to 1 day)", () -> new RetryPolicy(null, Duration.ofSeconds(-1)));
        refused(
                "checks.active.healthy.interval: PT0.099S (expected: 100 ms to 1 day)",
                () -> new ActiveCheck.Pace(Duration.ofMillis(99), SECOND));
        refused(
                "healthy.http_statuses: 200 (expected: each status once)",
                () -> new HealthRule.Healthy(List.of(200, 200), 1));
        refused("unhealthy.timeouts: 255 (expected: 0..254)", () -> new HealthRule.Unhealthy(List.of(500), 1, 1, 255));
        refused(
                "circuit_breaker.minimum_number_of_calls: 11 (expected: 1 to sliding_window_size)",
                () -> new CircuitBreaker.Opening(0, 50, 10, 11));
        refused(
                "outlier_detection.max_ejection_time: PT1S (expected: at least base_ejection_time)",
                () -> new OutlierDetection(1, SECOND.multipliedBy(2), SECOND, 10));
        refused(
                "max_pending_requests: 0 (expected: 1..1000000)",
                () -> new Resilience(RetryPolicy.DEFAULT, null, null, null, 0, Duration.ZERO));
    }
}
