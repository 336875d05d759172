package dev.logway.edge.routing;

import static dev.logway.edge.support.Config.match;
import static dev.logway.edge.support.Config.node;
import static dev.logway.edge.support.Config.route;
import static dev.logway.edge.support.Config.upstream;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.support.Config;
import dev.logway.log.Loaded;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private final NamedDataPlane dataPlane = new NamedDataPlane();
    private final Config config = new Config(this::apply);
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

    @Test
    void aRouteWithoutItsUpstreamIsSetAsideUntilItIsThere() {
        var delta = ScopeDelta.of(
                config.image().revision(),
                config.image().revision() + 1,
                List.<EntryChange>of(Config.put(route("r", "/a", "later"), 2)));
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
