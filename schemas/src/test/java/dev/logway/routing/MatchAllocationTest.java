package dev.logway.routing;

import static dev.logway.testkit.GroupConfig.match;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.testkit.GroupConfig;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a match among many routes leaves for the collector: nothing. */
class MatchAllocationTest {
    private static final int MATCHES = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private RoutingTable<String, String> table = RoutingTable.empty(new NamedDataPlane());

    MatchAllocationTest() {
        var config = new GroupConfig(loaded -> table = table.apply(loaded.delta(), loaded.image()));
        var resources = new ArrayList<Resource>(List.of(upstream("u", node(80))));
        for (int i = 0; i < 1_000; i++) {
            resources.add(route("exact" + i, "/exact/" + i, "u"));
            resources.add(route("host" + i, match("/*", List.of("h" + i + ".com"), List.of("GET"), 0), "u"));
            resources.add(route("wild" + i, match("/*", List.of("*.w" + i + ".com"), List.of(), 0), "u"));
            resources.add(route("deep" + i, "/deep" + i + "/:a/x/:b/*rest", "u"));
        }
        var vars = new Comparison(
                dev.logway.domain.expression.Variable.parse("http_x_a"),
                Operator.IN,
                List.of(new Scalar.Text("a"), new Scalar.Numeric(7)));
        var addresses = List.of(CidrRange.parse("10.0.0.0/8"), CidrRange.parse("2001:db8::/32"));
        resources.add(route(
                "picky",
                new RouteMatch(List.of(PathPattern.parse("/picky/:x")), List.of(), List.of("GET"), addresses, vars, 0),
                "u"));
        config.put(resources.toArray(Resource[]::new));
    }

    @Test
    void aMatchAllocatesNothing() {
        assertAllocatesNothing(PlainRequest.get("/exact/7"), "exact7");
        assertAllocatesNothing(new PlainRequest("GET", "h7.com", "/anything"), "host7");
        assertAllocatesNothing(new PlainRequest("GET", "a.b.w7.com", "/anything"), "wild7");
        assertAllocatesNothing(PlainRequest.get("/deep7/1/x/2/3/4"), "deep7");
        var picky = PlainRequest.get("/picky/1").from("10.0.0.1");
        assertAllocatesNothing(picky.with(Map.of("x-a", "a")), "picky");
        assertAllocatesNothing(picky.with(Map.of("x-a", "7")), "picky");
    }

    private void assertAllocatesNothing(PlainRequest request, String route) {
        var found = table.match(request);
        assertNotNull(found);
        assertEquals(route, found.route().id());
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MATCHES; i++) {
            table.match(request);
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < MATCHES, () -> bytes + " bytes in " + MATCHES + " matches of " + request);
    }
}
