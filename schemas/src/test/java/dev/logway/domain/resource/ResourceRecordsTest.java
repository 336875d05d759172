package dev.logway.domain.resource;

import static java.util.Collections.nCopies;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.net.CidrRange;
import dev.logway.testkit.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ResourceRecordsTest {
    private static final Node NODE = new Node("127.0.0.1", 8080, 1);

    @Test
    void anIdIsAFewPlainCharacters() {
        for (String id : List.of("1", "a", "Z-_.9", "i".repeat(64))) {
            assertEquals("routes/" + id, Route.key(id).path());
            assertEquals(Optional.of(Route.key(id)), ResourceKey.parse("routes/" + id));
        }
        String expected = "(expected: 1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.')";
        refused("id:  " + expected, () -> Route.key(""));
        refused("id: a b " + expected, () -> Upstream.key("a b"));
        refused("id: ä " + expected, () -> Service.key("ä"));
        refused("id: " + "i".repeat(65) + " " + expected, () -> Group.key("i".repeat(65)));
    }

    @Test
    void onlyKindAndIdMakeAKey() {
        for (String wrong : List.of("", "routes", "routes/", "/r1", "Routes/r1", "routes/r1/x", "plugins/p1", "seal")) {
            assertEquals(Optional.empty(), ResourceKey.parse(wrong), wrong);
        }
        for (ResourceKind kind : ResourceKind.values()) {
            assertEquals(Optional.of(kind), ResourceKind.parse(kind.path()));
        }
    }

    @Test
    void keysAreSortedByKindThenId() {
        List<ResourceKey> sorted =
                List.of(Group.key("z"), Upstream.key("b"), Service.key("-"), Service.key("a"), Route.key("A"));

        assertEquals(
                sorted,
                sorted.reversed().stream().sorted(Comparator.naturalOrder()).toList());
    }

    @Test
    void aGroupIsNamedByADnsLabel() {
        assertEquals(Group.key("g"), new Group("g", Descriptor.NONE, null).key());
        assertEquals("r".repeat(64), new Group("g", Descriptor.NONE, "r".repeat(64)).region());
        refused(
                "group: My_Group (expected: 1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends)",
                () -> new Group("My_Group", Descriptor.NONE, null));
        refused("region:  (expected: 1 to 64 characters)", () -> new Group("g", Descriptor.NONE, ""));
        refused(
                "region: " + "r".repeat(65) + " (expected: 1 to 64 characters)",
                () -> new Group("g", Descriptor.NONE, "r".repeat(65)));
    }

    @Test
    void aGroupKeepsAShareOfItsRequestsAndNoCredentials() {
        var most = IntStream.range(0, 20).mapToObj(i -> "x-" + i).toList();
        assertDoesNotThrow(() -> sampling(1, 1_440, most));
        assertDoesNotThrow(() -> sampling(AccessSampling.ALL, 1, List.of("a".repeat(256))));
        refused("percent: 0.0 (expected: 0.01 to 100)", () -> sampling(0, 60, List.of()));
        refused("percent: 100.01 (expected: 0.01 to 100)", () -> sampling(AccessSampling.ALL + 1, 60, List.of()));
        refused("retention_minutes: 0.0 (expected: whole minutes, 1 to 1440)", () -> sampling(1, 0, List.of()));
        refused("retention_minutes: 1441.0 (expected: whole minutes, 1 to 1440)", () -> sampling(1, 1_441, List.of()));
        refused(
                "headers: 21 (expected: at most 20 names)",
                () -> sampling(
                        1, 60, IntStream.range(0, 21).mapToObj(i -> "x-" + i).toList()));
        refused("headers: [x-a, x-a] (expected: each name once)", () -> sampling(1, 60, List.of("x-a", "x-a")));
        for (String name : List.of("", "X-A", "x a", "a".repeat(257))) {
            String message = Thrown.message(IllegalArgumentException.class, () -> sampling(1, 60, List.of(name)));
            assertTrue(
                    message.endsWith("(expected: names of header fields, of at most 256 characters, in lower case)"));
        }
        for (String name : List.of("authorization", "cookie", "proxy-authorization", "x-api-key")) {
            refused(
                    "headers: " + name + " (expected: none that carries credentials)",
                    () -> sampling(1, 60, List.of(name)));
        }
    }

    private static AccessSampling sampling(int hundredths, int minutes, List<String> headers) {
        return new AccessSampling(hundredths, headers, Duration.ofMinutes(minutes));
    }

    @Test
    void aDescriptorIsShort() {
        assertDoesNotThrow(() -> described("n".repeat(256), "d".repeat(256)));
        assertDoesNotThrow(() -> described("n", ""));
        refused("name:  (expected: 1 to 256 characters)", () -> described("", null));
        refused(
                "name: " + "n".repeat(120) + "… (expected: 1 to 256 characters)",
                () -> described("n".repeat(257), null));
        refused(
                "desc: " + "d".repeat(120) + "… (expected: at most 256 characters)",
                () -> described(null, "d".repeat(257)));
    }

    @Test
    void labelsAreWords() {
        String expected = "(expected: 1 to 256 characters without white space)";
        assertDoesNotThrow(() -> labelled(Map.of("k".repeat(256), "ü".repeat(256))));
        refused("labels:  " + expected, () -> labelled(Map.of("", "v")));
        refused("labels: a b " + expected, () -> labelled(Map.of("a b", "v")));
        refused("labels.env:  " + expected, () -> labelled(Map.of("env", "")));
        refused("labels.env: a\\u0009b " + expected, () -> labelled(Map.of("env", "a\tb")));
        refused("labels.env: a\\u0000 " + expected, () -> labelled(Map.of("env", "a\0")));
        assertDoesNotThrow(() -> labelled(manyLabels(64)));
        refused("labels: 65 (expected: at most 64 labels)", () -> labelled(manyLabels(65)));
    }

    @Test
    void labelsAreSortedWhateverOrderTheyCameIn() {
        var reversed = new TreeMap<String, String>(Comparator.reverseOrder());
        reversed.putAll(Map.of("a", "1", "b", "2", "c", "3"));

        assertEquals(
                List.of("a", "b", "c"),
                List.copyOf(new Descriptor(null, null, reversed).labels().keySet()));
    }

    @Test
    void aNodeIsAHostAPortAndAWeight() {
        for (String host : List.of("a", "a-b_c.D9", "10.0.0.7", "fe80::1", "h".repeat(253))) {
            assertEquals(host, new Node(host, 1, 0).host());
        }
        assertEquals(new Node("a", 65_535, Node.MAX_WEIGHT), new Node("a", 65_535, 1_000_000));
        String expected = "(expected: a host name or an IP address without brackets)";
        refused("host:  " + expected, () -> new Node("", 1, 1));
        refused("host: [::1] " + expected, () -> new Node("[::1]", 1, 1));
        refused("host: a/b " + expected, () -> new Node("a/b", 1, 1));
        refused("host: " + "h".repeat(120) + "… " + expected, () -> new Node("h".repeat(254), 1, 1));
        refused("port: 0 (expected: 1..65535)", () -> new Node("a", 0, 1));
        refused("port: 65536 (expected: 1..65535)", () -> new Node("a", 65_536, 1));
        refused("weight: -1 (expected: 0..1000000)", () -> new Node("a", 1, -1));
        refused("weight: 1000001 (expected: 0..1000000)", () -> new Node("a", 1, 1_000_001));
    }

    @Test
    void anUpstreamHasNodesNoneOfThemTwice() {
        refused("nodes: 0 nodes (expected: 1 to 1000 nodes)", UpstreamSpec::of);
        Node[] most = nodes(UpstreamSpec.MAX_NODES);
        assertEquals(UpstreamSpec.MAX_NODES, UpstreamSpec.of(most).nodes().size());
        refused("nodes: 1001 nodes (expected: 1 to 1000 nodes)", () -> UpstreamSpec.of(nodes(1_001)));
        refused(
                "nodes: 127.0.0.1:8080 (expected: each host and port once)",
                () -> UpstreamSpec.of(NODE, new Node("127.0.0.1", 8080, 7)));
        assertDoesNotThrow(() -> UpstreamSpec.of(NODE, new Node("127.0.0.1", 8081, 1)));
    }

    @Test
    void timeoutsAreWholeMillisecondsUpToADay() {
        assertDoesNotThrow(() -> timeouts(Duration.ofMillis(1)));
        assertDoesNotThrow(() -> timeouts(Duration.ofDays(1)));
        refused("timeout.connect: PT0S (expected: 1 ms to 1 day)", () -> timeouts(Duration.ZERO));
        refused("timeout.connect: PT-1S (expected: 1 ms to 1 day)", () -> timeouts(Duration.ofSeconds(-1)));
        refused(
                "timeout.connect: PT24H0.001S (expected: 1 ms to 1 day)",
                () -> timeouts(Duration.ofDays(1).plusMillis(1)));
        refused(
                "timeout.connect: PT0.001000001S (expected: whole milliseconds)",
                () -> timeouts(Duration.ofMillis(1).plusNanos(1)));
        refused(
                "timeout.connect: PT2562047788015215H30M7S (expected: 1 ms to 1 day)",
                () -> timeouts(Duration.ofSeconds(Long.MAX_VALUE)));
        refused(
                "timeout.send: PT0S (expected: 1 ms to 1 day)",
                () -> new Timeouts(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1)));
        refused(
                "timeout.read: PT0S (expected: 1 ms to 1 day)",
                () -> new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO));
    }

    @Test
    void aKeepalivePoolIsBounded() {
        assertDoesNotThrow(() -> new KeepalivePool(1, Duration.ZERO, 1));
        assertDoesNotThrow(() -> new KeepalivePool(100_000, Duration.ofDays(1), 1_000_000_000));
        refused("keepalive_pool.size: 0 (expected: 1..100000)", () -> new KeepalivePool(0, Duration.ZERO, 1));
        refused(
                "keepalive_pool.size: 100001 (expected: 1..100000)",
                () -> new KeepalivePool(100_001, Duration.ZERO, 1));
        refused(
                "keepalive_pool.idle_timeout: PT-0.001S (expected: 0 to 1 day)",
                () -> new KeepalivePool(1, Duration.ofMillis(-1), 1));
        refused(
                "keepalive_pool.idle_timeout: PT24H0.001S (expected: 0 to 1 day)",
                () -> new KeepalivePool(1, Duration.ofDays(1).plusMillis(1), 1));
        refused(
                "keepalive_pool.idle_timeout: PT0.0000005S (expected: whole milliseconds)",
                () -> new KeepalivePool(1, Duration.ofNanos(500), 1));
        refused("keepalive_pool.requests: 0 (expected: 1..1000000000)", () -> new KeepalivePool(1, Duration.ZERO, 0));
        refused(
                "keepalive_pool.requests: 1000000001 (expected: 1..1000000000)",
                () -> new KeepalivePool(1, Duration.ZERO, 1_000_000_001));
    }

    @Test
    void aRewrittenHostIsAnAuthority() {
        for (String host : List.of("a", "a:80", "[::1]:80", "h".repeat(261))) {
            assertEquals(host, new HostHeader.Rewrite(host).host());
        }
        String expected = "(expected: a host, with a port if needed)";
        for (String wrong : List.of("", "a b", "a/b", "u@a", "ä")) {
            refused("upstream_host: " + wrong + " " + expected, () -> new HostHeader.Rewrite(wrong));
        }
        refused("upstream_host: " + "h".repeat(120) + "… " + expected, () -> new HostHeader.Rewrite("h".repeat(262)));
    }

    @Test
    void aRouteMatchesSomePathsHostsAndMethods() {
        PathPattern path = PathPattern.parse("/");
        var host = new HostPattern("foo.com");
        assertDoesNotThrow(() -> match(nCopies(256, path), nCopies(256, host), List.of("GET", "PURGE")));
        refused("uris: 0 paths (expected: 1 to 256 paths)", () -> match(List.of(), List.of(), List.of()));
        refused("uris: 257 paths (expected: 1 to 256 paths)", () -> match(nCopies(257, path), List.of(), List.of()));
        refused(
                "hosts: 257 hosts (expected: at most 256 hosts)",
                () -> match(List.of(path), nCopies(257, host), List.of()));
        refused(
                "methods: [GET, GET] (expected: each method once)",
                () -> match(List.of(path), List.of(), List.of("GET", "GET")));
        refused(
                "methods: get (expected: a method in capitals, such as GET)",
                () -> match(List.of(path), List.of(), List.of("get")));
    }

    @Test
    void aRouteMatchesClientsFromSomeAddresses() {
        var local = CidrRange.parse("127.0.0.1");
        assertDoesNotThrow(() -> from(IntStream.range(0, 256)
                .mapToObj(i -> CidrRange.parse("10.0.0." + i))
                .toList()));
        refused("remote_addrs: 257 addresses (expected: at most 256 addresses)", () -> from(nCopies(257, local)));
        refused(
                "remote_addrs: [127.0.0.1, 127.0.0.1] (expected: each address or range once)",
                () -> from(List.of(local, CidrRange.parse("127.0.0.1/32"))));
    }

    private static RouteMatch match(List<PathPattern> paths, List<HostPattern> hosts, List<String> methods) {
        return new RouteMatch(paths, hosts, methods, List.of(), null, 1);
    }

    private static RouteMatch from(List<CidrRange> addresses) {
        return new RouteMatch(List.of(PathPattern.parse("/")), List.of(), List.of(), addresses, null, 0);
    }

    @Test
    void aServiceHasHostsAndABackend() {
        refused(
                "hosts: 257 hosts (expected: at most 256 hosts)",
                () -> new Service("s1", Descriptor.NONE, nCopies(257, new HostPattern("a")), new Backend.ById("u1")));
    }

    @Test
    void aRouteGoesSomewhere() {
        refused(
                "upstream_id: null (expected: one of upstream_id, upstream and service_id)",
                () -> new Route.Target(null, null, null));
        refused("id: a b (expected: 1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.')", () -> Route.Target.service("a b"));
        refused("id: a b (expected: 1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.')", () -> Route.Target.upstream("a b"));
    }

    @Test
    void referencesAreWhatMustExist() {
        var inline = new Backend.Inline(UpstreamSpec.of(NODE));
        assertEquals(List.of(Upstream.key("u1")), references(Route.Target.upstream("u1")));
        assertEquals(List.of(Service.key("s1")), references(Route.Target.service("s1")));
        assertEquals(
                List.of(Service.key("s1"), Upstream.key("u1")),
                references(new Route.Target("s1", new Backend.ById("u1"), null)));
        assertEquals(List.of(), references(new Route.Target(null, inline, null)));
        assertEquals(List.of(), new Service("s1", Descriptor.NONE, List.of(), inline).references());
        assertEquals(
                List.of(Upstream.key("u1")),
                new Service("s1", Descriptor.NONE, List.of(), new Backend.ById("u1")).references());
        assertEquals(List.of(), new Upstream("u1", Descriptor.NONE, UpstreamSpec.of(NODE)).references());
        assertEquals(List.of(), new Group("g", Descriptor.NONE, null).references());
    }

    @Test
    void whatARecordWasMadeOfCanChangeAfterwards() {
        var nodes = new ArrayList<>(List.of(NODE));
        var labels = new TreeMap<>(Map.of("env", "dev"));
        var spec = new UpstreamSpec(nodes, null, KeepalivePool.DEFAULT, HostHeader.PASS);
        var descriptor = new Descriptor(null, null, labels);

        nodes.clear();
        labels.clear();

        assertEquals(List.of(NODE), spec.nodes());
        assertNotEquals(Descriptor.NONE, descriptor);
    }

    private static List<ResourceKey> references(Route.Target target) {
        return new Route("r1", Descriptor.NONE, Route.Status.ENABLED, RouteMatch.path("/"), target).references();
    }

    private static Descriptor described(@Nullable String name, @Nullable String desc) {
        return new Descriptor(name, desc, Map.of());
    }

    private static Descriptor labelled(Map<String, String> labels) {
        return new Descriptor(null, null, labels);
    }

    private static Map<String, String> manyLabels(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v" + i));
    }

    private static Node[] nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(port -> new Node("a", port, 1))
                .toArray(Node[]::new);
    }

    private static Timeouts timeouts(Duration connect) {
        return new Timeouts(connect, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    private static void refused(String message, Executable construction) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, construction));
    }
}
