package dev.logway.routing;

import static dev.logway.testkit.GroupConfig.match;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.log.Loaded;
import dev.logway.testkit.GroupConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private final NamedDataPlane dataPlane = new NamedDataPlane();
    private final GroupConfig config = new GroupConfig(this::apply);
    private RoutingTable<String, String> table = RoutingTable.empty(dataPlane);

    RoutingTableTest() {
        config.put(upstream("u", node(80)));
    }

    private void apply(Loaded loaded) {
        var next = table.apply(loaded.delta(), loaded.image());
        next.retireSince(table, loaded.delta());
        table = next;
    }

    private @Nullable String matched(String method, String host, String path) {
        var candidate = table.match(new PlainRequest(method, host, path));
        return candidate == null ? null : candidate.route().id();
    }

    private @Nullable String matched(String path) {
        return matched("GET", "", path);
    }

    @Test
    void anExactPathBeatsTheLongestPrefix() {
        config.put(route("prefix", match("/a/b*", List.of(), List.of(), 9), "u"), route("exact", "/a/b", "u"));
        assertEquals("exact", matched("/a/b"));
        assertEquals("prefix", matched("/a/bc"));
    }

    @Test
    void theLongestLiteralPrefixWinsWhateverThePriority() {
        config.put(
                route("all", match("/*", List.of(), List.of(), 9), "u"),
                route("a", "/a/*", "u"),
                route("a-x", "/a/:x", "u"),
                route("a-b", "/a/b/*", "u"));
        assertEquals("all", matched("/"));
        assertEquals("all", matched("/a"));
        assertEquals("a", matched("/a/"));
        assertEquals("a-x", matched("/a/1"));
        assertEquals("a", matched("/a/1/2"));
        assertEquals("a-b", matched("/a/b/"));
    }

    @Test
    void aParameterIsOneSegmentThatIsNotEmpty() {
        config.put(route("user", "/user/:user", "u"), route("orders", "/user/:user/orders/:order", "u"));
        assertNull(matched("/user/"));
        assertNull(matched("/user"));
        assertEquals("user", matched("/user/42"));
        assertNull(matched("/user/42/"));
        assertNull(matched("/user//orders/1"));
        assertEquals("orders", matched("/user/42/orders/1"));
    }

    @Test
    void parametersAreNamed() {
        config.put(route("r", "/user/:user/files/*path", "u"), route("bare", "/static/*", "u"));
        var named = requireNonNull(table.match(PlainRequest.get("/user/42/files/a/b")));
        assertEquals(Map.of("user", "42", "path", "a/b"), named.parameters("/user/42/files/a/b"));
        var bare = requireNonNull(table.match(PlainRequest.get("/static/x/y")));
        assertEquals(Map.of(":ext", "x/y"), bare.parameters("/static/x/y"));
    }

    @Test
    void underOnePrefixPriorityGoesBeforeShape() {
        config.put(route("one", "/a/:x", "u"), route("rest", match("/a/*", List.of(), List.of(), 1), "u"));
        assertEquals("rest", matched("/a/1"));
        config.put(route("rest", "/a/*", "u"));
        assertEquals("one", matched("/a/1"));
    }

    @Test
    void moreLiteralCharactersWinUnderOnePrefix() {
        config.put(
                route("rest", "/a/:long_name_of_a_parameter/*", "u"),
                route("literal", "/a/:x/b", "u"),
                route("parameter", "/a/:x/:y", "u"));
        assertEquals("literal", matched("/a/1/b"));
        assertEquals("parameter", matched("/a/1/c"));
        assertEquals("rest", matched("/a/1/b/c"));
    }

    @Test
    void onOnePatternPriorityThenHostThenIdDecide() {
        var hosts = List.of("foo.com");
        config.put(
                route("any", match("/a", List.of(), List.of(), 0), "u"),
                route("wide", match("/a", List.of("*.com"), List.of(), 0), "u"),
                route("b-host", match("/a", hosts, List.of(), 0), "u"),
                route("a-host", match("/a", hosts, List.of(), 0), "u"));
        assertEquals("a-host", matched("GET", "foo.com", "/a"));
        assertEquals("wide", matched("GET", "bar.com", "/a"));
        assertEquals("any", matched("GET", "bar.org", "/a"));
        config.put(route("any", match("/a", List.of(), List.of(), 1), "u"));
        assertEquals("any", matched("GET", "foo.com", "/a"));
    }

    @Test
    void theLongestWildcardIsTheMostSpecific() {
        config.put(
                route("short", match("/*", List.of("*.com"), List.of(), 0), "u"),
                route("long", match("/*", List.of("*.foo.com"), List.of(), 0), "u"));
        assertEquals("long", matched("GET", "a.b.foo.com", "/"));
        assertEquals("short", matched("GET", "foo.com", "/"));
        assertNull(matched("GET", "com", "/"));
    }

    @Test
    void aRouteThatDoesNotTakeTheRequestLeavesItToAShallowerOne() {
        config.put(
                route("post", match("/a/b", List.of(), List.of("POST"), 0), "u"),
                route("foreign", match("/a/b*", List.of("foo.com"), List.of(), 0), "u"),
                route("last", "/a/*", "u"));
        assertEquals("post", matched("POST", "", "/a/b"));
        assertEquals("foreign", matched("GET", "foo.com", "/a/b"));
        assertEquals("last", matched("GET", "", "/a/b"));
        assertNull(matched("GET", "", "/b"));
    }

    @Test
    void anUnknownMethodIsTakenOnlyByARouteForAll() {
        config.put(route("get", match("/a", List.of(), List.of("GET"), 0), "u"), route("all", "/b", "u"));
        assertNull(matched("BREW", "", "/a"));
        assertEquals("all", matched("BREW", "", "/b"));
    }

    @Test
    void aDisabledRouteTakesNothing() {
        config.put(route("r", "/a", "u"));
        assertEquals("r", matched("/a"));
        config.put(new Route(
                "r", Descriptor.NONE, Route.Status.DISABLED, RouteMatch.path("/a"), Route.Target.upstream("u")));
        assertNull(matched("/a"));
        assertEquals(0, table.size());
    }

    @Test
    void aRouteInheritsHostsAndUpstreamFromItsService() {
        config.put(
                new Service("s", Descriptor.NONE, List.of(new HostPattern("svc.com")), new Backend.ById("u")),
                new Route("r", Descriptor.NONE, Route.Status.ENABLED, RouteMatch.path("/a"), Route.Target.service("s")),
                new Route(
                        "own",
                        Descriptor.NONE,
                        Route.Status.ENABLED,
                        match("/a", List.of("own.com"), List.of(), 0),
                        Route.Target.service("s")));
        assertEquals("r", matched("GET", "svc.com", "/a"));
        assertEquals("own", matched("GET", "own.com", "/a"));
        assertNull(matched("GET", "other.com", "/a"));
        config.put(new Service("s", Descriptor.NONE, List.of(), new Backend.Inline(UpstreamSpec.of(node(81)))));
        var candidate = requireNonNull(table.match(new PlainRequest("GET", "other.com", "/a")));
        assertEquals("r", candidate.route().id());
        assertEquals(Service.key("s"), candidate.route().upstream());
        assertEquals("services/s#4", table.upstream(candidate.route()));
    }

    @Test
    void anUnchangedUpstreamKeepsItsStateAndAChangedOneIsRetired() {
        config.put(route("r", "/a", "u"));
        var first = requireNonNull(table.match(PlainRequest.get("/a"))).route();
        String kept = table.upstream(first);
        config.put(new Upstream("u", new Descriptor("renamed", null, Map.of()), UpstreamSpec.of(node(80))));
        assertEquals(List.of(), dataPlane.retired);
        assertSame(kept, table.upstream(first));
        config.put(upstream("u", node(81)));
        assertEquals(List.of("upstreams/u#1 for upstreams/u#3"), dataPlane.retired);
        assertEquals("upstreams/u#3", table.upstream(first));
        config.remove(Route.key("r"));
        assertEquals(List.of("upstreams/u#1 for upstreams/u#3", "r#2"), dataPlane.retired);
    }

    @Test
    void aResourceThatCannotBeServedIsSetAsideAndTheRestIsServed() {
        dataPlane.refused.add(Route.key("bad"));
        dataPlane.refused.add(Upstream.key("worse"));
        config.put(
                route("bad", "/bad", "u"),
                route("good", "/good", "u"),
                upstream("worse", node(81)),
                route("stranded", "/stranded", "worse"));
        assertEquals(Map.of(Route.key("bad"), "refused", Upstream.key("worse"), "refused"), table.quarantined());
        assertNull(matched("/bad"));
        assertEquals("good", matched("/good"));
        var stranded = requireNonNull(table.match(PlainRequest.get("/stranded")));
        assertNull(table.upstream(stranded.route()));
        dataPlane.refused.clear();
        config.put(route("bad", "/bad", "u"), upstream("worse", node(82)));
        assertEquals(Map.of(), table.quarantined());
        assertEquals("bad", matched("/bad"));
    }

    private static Route withVars(String id, String path, Expression vars) {
        return route(
                id, new RouteMatch(List.of(PathPattern.parse(path)), List.of(), List.of(), List.of(), vars, 0), "u");
    }

    private static Expression matches(String variable, String regex) {
        return Comparison.of(variable, Operator.MATCHES, new Scalar.Text(regex));
    }

    @Test
    void aRouteThatCannotBeCompiledIsSetAsideUntilItCanBe() {
        config.put(withVars("r", "/a", matches("arg_x", "^[0-9]+$")), withVars("bad", "/a", matches("arg_x", "(?=a)")));
        assertEquals(List.of(Route.key("bad")), List.copyOf(table.quarantined().keySet()));
        String reason = requireNonNull(table.quarantined().get(Route.key("bad")));
        assertTrue(reason.startsWith("vars: (?=a) is no regular expression"), reason);
        assertEquals("r", idOf(table.match(PlainRequest.get("/a").asking("x=7"))));
        assertNull(table.match(PlainRequest.get("/a").asking("x=a")));
        config.put(withVars("bad", "/a", matches("arg_x", "a")));
        assertEquals(Map.of(), table.quarantined());
        assertEquals("bad", idOf(table.match(PlainRequest.get("/a").asking("x=a"))));
        config.put(withVars("bad", "/a", matches("arg_x", "[")));
        assertNull(table.match(PlainRequest.get("/a").asking("x=a")));
        assertEquals(1, table.size());
        config.remove(Route.key("bad"));
        assertEquals(Map.of(), table.quarantined());
        assertEquals(List.of("bad#3"), dataPlane.retired);
    }

    private static @Nullable String idOf(@Nullable Candidate<String> candidate) {
        return candidate == null ? null : candidate.route().id();
    }

    @Test
    void aRouteTakesOnlyClientsFromItsAddresses() {
        var inside = List.of(CidrRange.parse("10.0.0.0/8"), CidrRange.parse("2001:db8::/32"));
        config.put(
                route(
                        "in",
                        new RouteMatch(List.of(PathPattern.parse("/a")), List.of(), List.of(), inside, null, 1),
                        "u"),
                route("all", "/a", "u"));
        assertEquals("in", idOf(table.match(PlainRequest.get("/a").from("10.1.2.3"))));
        assertEquals("in", idOf(table.match(PlainRequest.get("/a").from("::ffff:10.1.2.3"))));
        assertEquals("in", idOf(table.match(PlainRequest.get("/a").from("2001:db8::1"))));
        assertEquals("all", idOf(table.match(PlainRequest.get("/a").from("192.0.2.1"))));
        assertEquals("all", idOf(table.match(PlainRequest.get("/a").from("::10.1.2.3"))));
    }

    @Test
    void theRestOfAPathMayBeEmpty() {
        config.put(route("named", "/files/*path", "u"));
        var candidate = requireNonNull(table.match(PlainRequest.get("/files/")));
        assertEquals(Map.of("path", ""), candidate.parameters("/files/"));
        assertNull(matched("/files"));
    }

    @Test
    void anExplanationSaysWhyEachCandidateWasPassedOver() {
        var local = List.of(CidrRange.parse("192.0.2.0/24"));
        var many = new Expression.Logical(
                Expression.Junction.AND, List.of(matches("uri", "^/"), matches("arg_x", "^[0-9]+$")));
        config.put(
                route("host", match("/a/:x", List.of("foo.com"), List.of(), 4), "u"),
                route("method", match("/a/:x", List.of(), List.of("POST", "PUT"), 3), "u"),
                route(
                        "address",
                        new RouteMatch(List.of(PathPattern.parse("/a/*")), List.of(), List.of(), local, null, 2),
                        "u"),
                withVars("vars", "/a/:x", many),
                route("winner", "/a/*", "u"),
                route("late", "/*", "u"),
                route("other", "/b", "u"));
        var explanation = table.explain(new PlainRequest("GET", "bar.com", "/a/1").asking("x=a"), 10);
        assertEquals(
                List.of(
                        "host passed_over hosts: bar.com is not in [foo.com]",
                        "method passed_over methods: GET is not in [POST, PUT]",
                        "address passed_over remote_addrs: 127.0.0.1 is not in [192.0.2.0/24]",
                        "vars passed_over vars: [\"arg_x\", \"~~\", \"^[0-9]+$\"] does not hold; arg_x is \"a\"",
                        "winner taken null",
                        "late not_reached null"),
                explanation.considered().stream()
                        .map(each -> each.candidate().route().id() + " "
                                + each.verdict().name().toLowerCase(Locale.ROOT) + " " + each.reason())
                        .toList());
        assertEquals("winner", idOf(explanation.winner()));
        assertEquals(0, explanation.omitted());
    }

    @Test
    void anExplanationIsCutOffButNamesTheWinner() {
        config.change(
                IntStream.range(0, 50)
                        .mapToObj(i -> route("r" + i, match("/a", List.of("h" + i + ".com"), List.of(), 0), "u"))
                        .toList(),
                List.of());
        var explanation = table.explain(new PlainRequest("GET", "h49.com", "/a"), 10);
        assertEquals("r49", idOf(explanation.winner()));
        assertEquals(50, explanation.considered().size() + explanation.omitted());
        assertEquals(10, explanation.considered().size());
    }

    @Test
    void aRouteWithoutItsUpstreamIsSetAsideUntilItIsThere() {
        var delta = ScopeDelta.of(
                config.image().revision(),
                config.image().revision() + 1,
                List.<EntryChange>of(GroupConfig.put(route("r", "/a", "later"), 2)));
        table = table.apply(delta, config.image().apply(delta));
        assertEquals(Map.of(Route.key("r"), "upstream_id: later does not exist"), table.quarantined());
        assertNull(matched("/a"));
        config.put(upstream("later", node(81)), route("r", "/a", "later"));
        assertEquals(Map.of(), table.quarantined());
        assertEquals("r", matched("/a"));
    }

    @Test
    void aPatternIsDecodedAsAPathIs() {
        config.put(route("space", "/a%20b", "u"), route("slash", "/a%2fb/*", "u"));
        assertEquals("space", matched(requireNonNull(PathNormalizer.normalized("/a%20b"))));
        assertEquals("slash", matched(requireNonNull(PathNormalizer.normalized("/a%2Fb/c"))));
        assertNull(matched(requireNonNull(PathNormalizer.normalized("/a/b/c"))));
    }

    @Test
    void aDeepStackOfPrefixesIsMatched() {
        config.change(
                IntStream.rangeClosed(1, 2_000)
                        .mapToObj(depth -> route("r" + depth, "/" + "a".repeat(depth) + "*", "u"))
                        .toList(),
                List.of());
        assertEquals("r2000", matched("/" + "a".repeat(3_000)));
        assertEquals("r7", matched("/" + "a".repeat(7)));
    }
}
