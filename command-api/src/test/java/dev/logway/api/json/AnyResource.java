package dev.logway.api.json;

import dev.logway.domain.expression.Expression;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.HashOn;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.domain.resource.UpstreamTls.Verify;
import dev.logway.testkit.Expressions;
import dev.logway.testkit.Pending;
import dev.logway.testkit.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes resources of every shape the domain allows. */
final class AnyResource {
    private final RandomGenerator random;

    AnyResource(RandomGenerator random) {
        this.random = random;
    }

    Resource next() {
        return switch (random.nextInt(4)) {
            case 0 ->
                new Group(
                        "g-" + random.nextInt(100),
                        new Descriptor(null, text(), labels()),
                        region(),
                        Pending.anyRules(random),
                        random.nextBoolean() ? null : Resources.anySampling(random));
            case 1 -> new Upstream(id(), descriptor(), spec());
            case 2 -> new Service(id(), descriptor(), hosts(), backend());
            default -> route();
        };
    }

    private Route route() {
        List<String> methods = RouteMatch.METHODS.stream()
                .sorted()
                .filter(_ -> random.nextInt(4) == 0)
                .toList();
        var match = new RouteMatch(
                some(1, 3, i -> PathPattern.parse(path(i))), hosts(), methods, addresses(), vars(), random.nextInt());
        boolean direct = random.nextBoolean();
        return new Route(
                id(),
                descriptor(),
                random.nextBoolean() ? Route.Status.ENABLED : Route.Status.DISABLED,
                match,
                new Route.Target(
                        direct ? null : id(),
                        direct || random.nextBoolean() ? backend() : null,
                        timeouts(),
                        random.nextBoolean() ? Route.Upgrade.NONE : Route.Upgrade.WEBSOCKET));
    }

    private List<CidrRange> addresses() {
        return some(0, 3, i -> CidrRange.parse("10." + i + ".0.0/" + (16 + random.nextInt(17))));
    }

    private @Nullable Expression vars() {
        return random.nextBoolean() ? null : Expressions.any(random);
    }

    private String path(int number) {
        return switch (random.nextInt(5)) {
            case 0 -> "/";
            case 1 -> "/a" + number + "/:id/b%20ü";
            case 2 -> "/a" + number + "*";
            case 3 -> "/a" + number + "/*rest";
            default -> "/x".repeat(1 + random.nextInt(100)) + number;
        };
    }

    private Backend backend() {
        return random.nextBoolean() ? new Backend.ById(id()) : new Backend.Inline(spec());
    }

    private UpstreamSpec spec() {
        return new UpstreamSpec(
                random.nextInt(5) == 0
                        ? new NodeSource.Dns("_http._tcp.example.com")
                        : new NodeSource.Listed(some(
                                1,
                                4,
                                i -> new Node(
                                        host(i),
                                        1 + random.nextInt(65_535),
                                        random.nextInt(1_000_001),
                                        random.nextInt()))),
                timeouts(),
                new KeepalivePool(
                        1 + random.nextInt(KeepalivePool.MAX_SIZE),
                        Duration.ofMillis(random.nextInt(86_400_001)),
                        1 + random.nextInt(KeepalivePool.MAX_REQUESTS)),
                switch (random.nextInt(3)) {
                    case 0 -> HostHeader.PASS;
                    case 1 -> HostHeader.OF_NODE;
                    default -> new HostHeader.Rewrite("h" + random.nextInt(9) + ":8080");
                },
                balancing(),
                resilience(),
                protocol());
    }

    private Protocol protocol() {
        Scheme scheme = List.of(Scheme.values()).get(random.nextInt(4));
        return scheme.isSecure()
                ? new Protocol(
                        scheme,
                        new UpstreamTls(
                                random.nextBoolean() ? Verify.ON : Verify.OFF,
                                random.nextBoolean() ? null : Resources.AUTHORITY,
                                random.nextBoolean() ? null : id(),
                                random.nextBoolean() ? null : "inner.example.com"))
                : Protocol.of(scheme);
    }

    private Balancing balancing() {
        return switch (random.nextInt(8)) {
            case 0 -> Balancing.ROUND_ROBIN;
            case 1 -> Balancing.LEAST_CONNECTIONS;
            case 2 -> Balancing.PEAK_EWMA;
            case 3 -> new Balancing.ConsistentHash(HashOn.CONSUMER, null);
            case 4 -> new Balancing.ConsistentHash(HashOn.VARS, "arg_User-id");
            case 5 -> new Balancing.ConsistentHash(HashOn.HEADER, "X-User");
            case 6 -> new Balancing.ConsistentHash(HashOn.COOKIE, "session");
            default -> new Balancing.ConsistentHash(HashOn.VARS_COMBINATIONS, "a $host${uri}é");
        };
    }

    private Resilience resilience() {
        Resilience full = Resources.fullResilience();
        ActiveCheck http = ActiveCheck.DEFAULT;
        var tcp = new ActiveCheck(
                new ActiveCheck.Probe.Tcp(), null, duration(), http.concurrency(), http.pace(), http.rule());
        return new Resilience(
                new RetryPolicy(random.nextBoolean() ? null : random.nextInt(1_001), duration()),
                switch (random.nextInt(4)) {
                    case 0 -> null;
                    case 1 -> new HealthChecks(http, null);
                    case 2 -> new HealthChecks(tcp, HealthChecks.PASSIVE_DEFAULT);
                    default -> full.checks();
                },
                random.nextBoolean() ? null : full.circuitBreaker(),
                random.nextBoolean() ? null : full.outlierDetection(),
                random.nextBoolean() ? null : full.maxPendingRequests(),
                duration());
    }

    private String host(int number) {
        return switch (random.nextInt(3)) {
            case 0 -> "2001:db8::" + number;
            case 1 -> "10.0.0." + number;
            default -> "Node-" + number + ".internal";
        };
    }

    private @Nullable Timeouts timeouts() {
        return random.nextBoolean() ? null : new Timeouts(duration(), duration(), duration());
    }

    private Duration duration() {
        return Duration.ofMillis(1 + random.nextInt(86_400_000));
    }

    private List<HostPattern> hosts() {
        return some(0, 3, i -> new HostPattern((random.nextBoolean() ? "*." : "") + "h" + i + ".example.com"));
    }

    private Descriptor descriptor() {
        return new Descriptor(
                random.nextBoolean() ? null : "n" + text(), random.nextBoolean() ? null : text(), labels());
    }

    private Map<String, String> labels() {
        var labels = new TreeMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.put(List.of("team", "a/b", "x~y", "é", "k:v").get(random.nextInt(5)), "v/" + random.nextInt(99));
        }
        return labels;
    }

    private @Nullable String region() {
        return random.nextBoolean() ? null : "eu-west";
    }

    private String text() {
        return List.of("", "plain", "a \"quoted\" text\n", "日本 \uD83D\uDE00", "\\u0000 \t")
                .get(random.nextInt(5));
    }

    private String id() {
        return List.of("1", "r1", "a.b", "A_b-c.9", "x".repeat(64)).get(random.nextInt(5));
    }

    private <T> List<T> some(int least, int most, IntFunction<T> make) {
        int count = least + random.nextInt(most - least + 1);
        return IntStream.range(0, count).mapToObj(make).distinct().toList();
    }
}
