package dev.logway.routing;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.Route;
import dev.logway.testkit.GroupConfig;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables that grow over many pages and shrink again, and paths that are made to be taken for others. */
class PlacesTest {
    private static final int MANY = 6_000;

    private RoutingTable<String, String> table = RoutingTable.empty(new NamedDataPlane());
    private final GroupConfig config = new GroupConfig(loaded -> table = table.apply(loaded.delta(), loaded.image()));

    @Test
    void everyRouteIsFoundWhileTheTableGrowsAndShrinks() {
        config.put(upstream("u", node(80)));
        RoutingTable<String, String> empty = table;
        config.put(IntStream.range(0, MANY).boxed().flatMap(PlacesTest::routes).toArray(Resource[]::new));
        RoutingTable<String, String> full = table;
        assertTakes(full, 0, MANY);
        config.change(
                List.of(),
                IntStream.range(10, MANY)
                        .boxed()
                        .flatMap(PlacesTest::routes)
                        .map(Route::key)
                        .toList());
        assertTakes(table, 0, 10);
        IntStream.range(10, MANY).forEach(i -> assertNull(taker(table, "/v" + i + "/1/x")));
        assertTakes(full, 0, MANY);
        assertNull(taker(empty, "/e1"));
    }

    @Test
    void aPathIsNotTakenForAnotherOfTheSameHashCode() {
        // "Aa" and "BB" have one hash code, and so has whatever they are followed by.
        config.put(
                upstream("u", node(80)),
                route("exact", "/Aa", "u"),
                route("parameter", "/Aa/:x", "u"),
                route("rest", "/AaAa/*", "u"),
                route("tree1", "/AaAaAa/:x", "u"),
                route("tree2", "/AaAaAa/:x/y", "u"));
        assertEquals("exact", taker(table, "/Aa"));
        assertNull(taker(table, "/BB"));
        assertEquals("parameter", taker(table, "/Aa/1"));
        assertNull(taker(table, "/BB/1"));
        assertEquals("rest", taker(table, "/AaAa/1/2"));
        assertNull(taker(table, "/AaBB/1/2"));
        assertEquals("tree2", taker(table, "/AaAaAa/1/y"));
        assertNull(taker(table, "/AaBBAa/1/y"));
        config.put(route("parameter2", "/BB/:y", "u"));
        assertEquals("parameter", taker(table, "/Aa/1"));
        assertEquals("parameter2", taker(table, "/BB/1"));
    }

    @Test
    void anEscapedControlCharacterIsOnlyItself() {
        config.put(upstream("u", node(80)), route("control", "/a/%01", "u"), route("below", "/b%01/:x", "u"));
        assertEquals("control", taker(table, "/a/\u0001"));
        assertNull(taker(table, "/a/x"));
        assertEquals("below", taker(table, "/b\u0001/1"));
        assertNull(taker(table, "/b\u0001"));
    }

    @Test
    void aPathLongerThanAnyRouteIsTakenByAPrefix() {
        config.put(upstream("u", node(80)), route("all", "/*", "u"), route("deep", "/a/b/*", "u"));
        assertEquals("deep", taker(table, "/a/b" + "/c".repeat(3_000)));
        assertEquals("all", taker(table, "/b" + "/c".repeat(3_000)));
    }

    private static Stream<Route> routes(int number) {
        return Stream.of(
                route("exact" + number, "/e" + number, "u"),
                route("parameter" + number, "/v" + number + "/:id/x", "u"),
                route("rest" + number, "/v" + number + "/s*", "u"));
    }

    private static void assertTakes(RoutingTable<String, String> table, int from, int to) {
        for (int i = from; i < to; i++) {
            assertEquals("exact" + i, taker(table, "/e" + i));
            assertEquals("parameter" + i, taker(table, "/v" + i + "/1/x"));
            assertEquals("rest" + i, taker(table, "/v" + i + "/stu/v"));
            assertNotNull(table.match(PlainRequest.get("/v" + i + "/s")));
        }
    }

    private static @Nullable String taker(RoutingTable<String, String> table, String path) {
        var match = table.match(PlainRequest.get(path));
        return match == null ? null : match.route().id();
    }
}
