package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.expression.Variable;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Routes that look at more than path, host and method. */
class RouteConditionWireTest {

    private static Route conditional(String id, List<String> addresses, @Nullable Expression vars) {
        return route(
                id,
                new RouteMatch(
                        List.of(PathPattern.parse("/*")),
                        List.of(),
                        List.of(),
                        addresses.stream().map(CidrRange::parse).toList(),
                        vars,
                        1),
                id);
    }

    private static Comparison comparison(String variable, Operator operator, String value) {
        return new Comparison(Variable.parse(variable), operator, List.of(new Scalar.Text(value)));
    }

    private static String ask(ProxyUnderTest proxy, String target, String... fields) throws IOException {
        String[] lines = new String[fields.length + 2];
        lines[0] = "GET " + target + " HTTP/1.1";
        lines[1] = "Host: Api.test:80";
        System.arraycopy(fields, 0, lines, 2, fields.length);
        return RawClient.ask(proxy.port(), head(lines)).body();
    }

    /** A proxy whose conditional route leads to one origin and everything else to another. */
    private static String chosen(Expression vars, String target, String... fields) throws IOException {
        try (var special = Origin.answering(Origin.ok("special"));
                var plain = Origin.answering(Origin.ok("plain"));
                var proxy = new ProxyUnderTest(
                        upstream("special", node(special.port())),
                        upstream("plain", node(plain.port())),
                        conditional("special", List.of(), vars),
                        route("plain", "/*", "plain"))) {
            return ask(proxy, target, fields);
        }
    }

    @Test
    void aRequestIsRoutedByItsHeadersCookiesAndArguments() throws Exception {
        var header = comparison("http_x_beta", Operator.EQUAL, "yes");
        assertEquals("special", chosen(header, "/", "X-BETA: yes"));
        assertEquals("plain", chosen(header, "/", "X-Beta: no"));
        assertEquals("plain", chosen(header, "/", "X_Beta: yes"));
        var twice = comparison("http_x_beta", Operator.EQUAL, "a, b");
        assertEquals("special", chosen(twice, "/", "X-Beta: a", "x-beta: b"));
        var cookie = comparison("cookie_sid", Operator.MATCHES, "^[a-z]+$");
        assertEquals("special", chosen(cookie, "/", "Cookie: a=1; sid=abc"));
        assertEquals("special", chosen(cookie, "/", "Cookie: a=1", "Cookie: sid=abc"));
        assertEquals("plain", chosen(cookie, "/", "Cookie: sid=7"));
        var argument = comparison("arg_page", Operator.GREATER, "9");
        assertEquals("special", chosen(argument, "/?a=b&page=%31%30"));
        assertEquals("plain", chosen(argument, "/?page=9"));
        assertEquals("plain", chosen(argument, "/page=10"));
    }

    @Test
    void aRequestIsRoutedByItsTarget() throws Exception {
        assertEquals("special", chosen(comparison("uri", Operator.EQUAL, "/a b"), "/x/../a%20b?c"));
        assertEquals("special", chosen(comparison("host", Operator.EQUAL, "api.test"), "/"));
        assertEquals("special", chosen(comparison("request_method", Operator.EQUAL, "GET"), "/"));
        assertEquals("special", chosen(comparison("remote_addr", Operator.EQUAL, "127.0.0.1"), "/"));
        assertEquals("special", chosen(comparison("remote_addr", Operator.IP_MATCH, "127.0.0.0/8"), "/"));
        assertEquals("plain", chosen(comparison("remote_addr", Operator.IP_MATCH, "::/0"), "/"));
    }

    @Test
    void aRequestIsRoutedByWhereItComesFrom() throws Exception {
        try (var origin = Origin.answering(Origin.ok("inside"));
                var other = Origin.answering(Origin.ok("outside"));
                var proxy = new ProxyUnderTest(
                        upstream("special", node(origin.port())),
                        upstream("plain", node(other.port())),
                        conditional("special", List.of("10.0.0.0/8", "127.0.0.1"), null),
                        route("plain", "/*", "plain"))) {
            assertEquals("inside", ask(proxy, "/"));
            assertEquals("inside", ask(proxy, "/", "X-Forwarded-For: 192.0.2.1"), "what a client says does not count");
            proxy.config().put(conditional("special", List.of("10.0.0.0/8", "::1"), null));
            assertEquals("outside", ask(proxy, "/"));
        }
    }

    @Test
    void aRouteWithABadExpressionLeavesTheOthersServed() throws Exception {
        try (var origin = Origin.answering(Origin.ok("served"));
                var proxy = new ProxyUnderTest(
                        upstream("plain", node(origin.port())),
                        upstream("special", node(origin.port())),
                        conditional("special", List.of(), comparison("uri", Operator.MATCHES, "(")),
                        route("plain", "/*", "plain"))) {
            assertEquals("served", ask(proxy, "/"));
        }
    }
}
