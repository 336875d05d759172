package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes that look into bodies: what they see, and that the body still goes on as it came. */
class BodyRoutingWireTest {
    private static final String JSON = "Content-Type: application/json; charset=utf-8";

    private final Origin special = Origin.answering(Origin.ok("special"));
    private final Origin plain = Origin.answering(Origin.ok("plain"));

    BodyRoutingWireTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        special.close();
        plain.close();
    }

    /** A proxy that sends what has {@code variable} equal to {@code a} under {@code /in} to the special origin. */
    private ProxyUnderTest proxy(String variable) {
        var vars = Comparison.of(variable, Operator.EQUAL, new Scalar.Text("a"));
        var match = new RouteMatch(List.of(PathPattern.parse("/in/*")), List.of(), List.of(), List.of(), vars, 1);
        var limits = Limits.DEFAULT.with(new Limits.Bodies(0, 1_000));
        return new ProxyUnderTest(limits, 1, new Resource[] {
            upstream("special", node(special.port())),
            upstream("plain", node(plain.port())),
            route("special", match, "special"),
            route("plain", "/*", "plain")
        });
    }

    private static String post(String path, String type, String body) {
        return head("POST " + path + " HTTP/1.1", "Host: test", type, "Content-Length: " + body.length()) + body;
    }

    @Test
    void aRequestIsRoutedByItsJsonBodyWhichGoesOnAsItCame() throws Exception {
        try (var proxy = proxy("post_arg.messages[1].role")) {
            String body = "{ \"messages\": [{\"role\": \"b\"}, {\"role\":\"a\"}] }";
            assertEquals(
                    "special",
                    RawClient.ask(proxy.port(), post("/in/", JSON, body)).body());
            var request = special.taken();
            assertEquals(body, request.body());
            assertTrue(request.has("Content-Length: " + body.length()), request.head());
            String other = "{\"messages\": [{\"role\": \"a\"}]}";
            assertEquals(
                    "plain",
                    RawClient.ask(proxy.port(), post("/in/", JSON, other)).body());
            assertEquals(other, plain.taken().body());
            for (String wrong : List.of("{\"messages\": [", "[]", "7", "null", "", "{\"messages\":{\"role\":\"a\"}}")) {
                assertEquals(
                        "plain",
                        RawClient.ask(proxy.port(), post("/in/", JSON, wrong)).body(),
                        wrong);
                assertEquals(wrong, plain.taken().body());
            }
        }
    }

    @Test
    void aRequestIsRoutedByItsForm() throws Exception {
        try (var proxy = proxy("post_arg_f")) {
            String form = "Content-Type: application/x-www-form-urlencoded";
            assertEquals(
                    "special",
                    RawClient.ask(proxy.port(), post("/in/", form, "x=1&f=%61")).body());
            assertEquals("x=1&f=%61", special.taken().body());
            assertEquals(
                    "plain",
                    RawClient.ask(proxy.port(), post("/in/", form, "f=b&f=a")).body());
            assertEquals(
                    "plain",
                    RawClient.ask(proxy.port(), post("/in/", JSON, "{\"f\":\"a\"}"))
                            .body());
            assertEquals(
                    "plain",
                    RawClient.ask(proxy.port(), post("/in/", "Content-Type: text/plain", "f=a"))
                            .body());
            assertEquals("plain", RawClient.get(proxy.port(), "/in/").body());
        }
    }

    @Test
    void aChunkedBodyIsReadAndTheConnectionGoesOn() throws Exception {
        try (var proxy = proxy("post_arg.f");
                var client = new RawClient(proxy.port())) {
            for (int i = 0; i < 2; i++) {
                client.send(head("POST /in/ HTTP/1.1", "Host: test", JSON, "Transfer-Encoding: chunked"));
                client.send("4\r\n{\"f\"\r\n").send("5\r\n:\"a\"}\r\n0\r\n\r\n");
                assertEquals("special", client.answer().body());
                assertEquals("{\"f\":\"a\"}", special.taken().body());
            }
        }
    }

    @Test
    void aClientThatWaitsForAContinueGetsOne() throws Exception {
        try (var proxy = proxy("post_arg.f");
                var client = new RawClient(proxy.port())) {
            client.send(head("POST /in/ HTTP/1.1", "Host: test", JSON, "Content-Length: 9", "Expect: 100-continue"));
            assertEquals(100, client.answer().status());
            client.send("{\"f\":\"a\"}");
            var answer = client.answer();
            assertEquals(200, answer.status());
            assertEquals("special", answer.body());
            assertFalse(special.taken().names("Expect"));
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedOnlyWhereItWouldBeRead() throws Exception {
        String large = "{\"f\":\"" + "a".repeat(1_000) + "\"}";
        try (var proxy = proxy("post_arg.f")) {
            assertEquals(
                    413, RawClient.ask(proxy.port(), post("/in/", JSON, large)).status());
            assertEquals(
                    "plain",
                    RawClient.ask(proxy.port(), post("/out/", JSON, large)).body());
            assertEquals(large, plain.taken().body());
            assertEquals(
                    "plain",
                    RawClient.ask(proxy.port(), post("/in/", "Content-Type: text/plain", large))
                            .body());
            assertEquals(large, plain.taken().body());
            try (var client = new RawClient(proxy.port())) {
                client.send(head("POST /in/ HTTP/1.1", "Host: test", JSON, "Transfer-Encoding: chunked"));
                client.send("3e8\r\n" + "a".repeat(1_000) + "\r\n1\r\na\r\n");
                assertEquals(413, client.answer().status());
                assertTrue(client.isClosed());
            }
            assertEquals(0, special.untaken());
        }
    }

    @Test
    void aClientThatGoesAwayInTheMiddleLeavesNothingBehind() throws Exception {
        try (var proxy = proxy("post_arg.f")) {
            try (var client = new RawClient(proxy.port())) {
                client.send(head("POST /in/ HTTP/1.1", "Host: test", JSON, "Content-Length: 9"))
                        .send("{\"f\"");
            }
            assertEquals(
                    "special",
                    RawClient.ask(proxy.port(), post("/in/", JSON, "{\"f\":\"a\"}"))
                            .body());
            assertEquals(0, plain.connections());
            assertEquals(1, special.connections());
        }
    }
}
