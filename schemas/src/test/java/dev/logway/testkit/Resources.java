package dev.logway.testkit;

import static dev.logway.testkit.Pick.chance;
import static dev.logway.testkit.Pick.distinct;
import static dev.logway.testkit.Pick.maybe;
import static dev.logway.testkit.Pick.one;

import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.ActiveCheck.Probe.Http.Security;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.CircuitBreaker;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.HashOn;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.HealthRule;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.OutlierDetection;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Resources for tests: plain ones by id, and generated ones. Generated ids come from a small space, so that resources
 * meet and refer to one another; a third of the generated contents come from a small space too, so that a put of what
 * is there already happens.
 */
public final class Resources {
    /** A certificate authority in PEM; valid for a hundred years. */
    public static final String AUTHORITY = """
            -----BEGIN CERTIFICATE-----
            MIIBfzCCASWgAwIBAgIUeAvvoPxyQRu2NtMyLs3doIPwUCgwCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJYXV0aG9yaXR5MCAXDTI2MTEyMjA1MDY0MVoYDzIxMjYxMDI5
            MDUwNjQxWjAUMRIwEAYDVQQDDAlhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAAS8p+kpgBnAwOnR/Xj7ir6cx+j2kPtWWsjOcNhg/3GriEBL4xnNFNOQ
            Ri9MUJ1q1llyHsGrvgHTNUA4nBTppSE9o1MwUTAdBgNVHQ4EFgQUak6RO6itpQdZ
            vG2jNHlVvX+z4pAwHwYDVR0jBBgwFoAUak6RO6itpQdZvG2jNHlVvX+z4pAwDwYD
            VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA4pSrEUSfumMVFr4flB7U
            3VqNLx0YSO5Ntqcry5icuSECIH94xRiKjTb1Hes8Y3rRbPNpuoT4DznwnzjwYUuY
            S8Sg
            -----END CERTIFICATE-----
            """;

    private static final int IDS = 4;

    private Resources() {}

    /** The group {@code name} without description. */
    public static Group group(String name) {
        return new Group(name, Descriptor.NONE, null);
    }

    /** An upstream of one node. */
    public static Upstream upstream(String id) {
        return new Upstream(id, Descriptor.NONE, UpstreamSpec.of(new Node("127.0.0.1", 8080, 1)));
    }

    /** A service in front of the upstream {@code upstreamId}. */
    public static Service service(String id, String upstreamId) {
        return new Service(id, Descriptor.NONE, List.of(), new Backend.ById(upstreamId));
    }

    /** A route from the path {@code /id} to the upstream {@code upstreamId}. */
    public static Route route(String id, String upstreamId) {
        return new Route(
                id,
                Descriptor.NONE,
                Route.Status.ENABLED,
                RouteMatch.path("/" + id),
                Route.Target.upstream(upstreamId));
    }

    /** A resource of the group {@code groupName}: seldom the group's own document. */
    public static Resource any(RandomGenerator random, String groupName) {
        return switch (random.nextInt(9)) {
            case 0 -> anyGroup(random, groupName);
            case 1, 2 -> anyUpstream(random);
            case 3, 4 -> anyService(random);
            case 5 -> anyCertificate(random);
            default -> anyRoute(random);
        };
    }

    public static Group anyGroup(RandomGenerator random, String name) {
        return plain(random)
                ? group(name)
                : new Group(
                        name,
                        anyDescriptor(random),
                        maybe(random, () -> "eu-west-1"),
                        ChangeRules.NONE,
                        maybe(random, () -> anySampling(random)));
    }

    /** Any way to keep requests. */
    public static AccessSampling anySampling(RandomGenerator random) {
        return new AccessSampling(
                random.nextInt(1, AccessSampling.ALL + 1),
                distinct(random, 0, AccessSampling.MAX_HEADERS, each -> "x-" + each.nextInt(100)),
                Duration.ofMinutes(random.nextInt(1, 1_441)));
    }

    public static Upstream anyUpstream(RandomGenerator random) {
        String id = anyId(random, "u");
        return plain(random) ? upstream(id) : new Upstream(id, anyDescriptor(random), anySpec(random));
    }

    public static Service anyService(RandomGenerator random) {
        String id = anyId(random, "s");
        return plain(random)
                ? service(id, "u1")
                : new Service(
                        id, anyDescriptor(random), distinct(random, 0, 2, Resources::anyHost), anyBackend(random));
    }

    public static Route anyRoute(RandomGenerator random) {
        String id = anyId(random, "r");
        return plain(random)
                ? route(id, "u1")
                : new Route(
                        id,
                        anyDescriptor(random),
                        one(random, Route.Status.values()),
                        anyMatch(random),
                        anyTarget(random));
    }

    /** A certificate whose texts only look like PEM; {@link Certificates} makes real ones. */
    public static Certificate anyCertificate(RandomGenerator random) {
        return new Certificate(
                anyId(random, "c"),
                anyDescriptor(random),
                one(random, Certificate.Status.values()),
                distinct(random, 0, 3, Resources::anyHost),
                one(random, "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n", "x"),
                new EncryptedSecret(one(random, "AQ==", "Ag==")),
                maybe(random, () -> new Certificate.ClientVerification("ca", random.nextInt(11))));
    }

    /** A key that resources of the group {@code groupName} have. */
    public static ResourceKey anyKey(RandomGenerator random, String groupName) {
        return switch (one(random, ResourceKind.values())) {
            case GROUPS -> Group.key(groupName);
            case UPSTREAMS -> Upstream.key(anyId(random, "u"));
            case SERVICES -> Service.key(anyId(random, "s"));
            case ROUTES -> Route.key(anyId(random, "r"));
            case CERTIFICATES -> Certificate.key(anyId(random, "c"));
            case PENDING_CHANGES -> PendingChange.key(String.valueOf(1 + random.nextInt(IDS)));
        };
    }

    private static boolean plain(RandomGenerator random) {
        return chance(random, 33);
    }

    private static String anyId(RandomGenerator random, String prefix) {
        return prefix + (1 + random.nextInt(IDS));
    }

    private static Descriptor anyDescriptor(RandomGenerator random) {
        var labels = new TreeMap<String, String>();
        distinct(random, 0, 3, word -> one(word, "env", "team", "größe", "tier"))
                .forEach(key -> labels.put(key, one(random, "dev", "prod", "ü")));
        return new Descriptor(
                maybe(random, () -> one(random, "orders", "Zahlung €", "注文")),
                maybe(random, () -> one(random, "", "two\nlines", "x".repeat(Descriptor.MAX_TEXT))),
                labels);
    }

    private static UpstreamSpec anySpec(RandomGenerator random) {
        return new UpstreamSpec(
                anySource(random),
                maybe(random, () -> anyTimeouts(random)),
                random.nextBoolean() ? KeepalivePool.DEFAULT : anyPool(random),
                switch (random.nextInt(3)) {
                    case 0 -> HostHeader.PASS;
                    case 1 -> HostHeader.OF_NODE;
                    default -> new HostHeader.Rewrite("inner.example.com:8443");
                },
                anyBalancing(random),
                random.nextBoolean() ? Resilience.DEFAULT : anyResilience(random),
                random.nextBoolean() ? Protocol.HTTP : anyProtocol(random));
    }

    private static NodeSource anySource(RandomGenerator random) {
        return chance(random, 20)
                ? new NodeSource.Dns(one(random, "orders.internal", "orders:8080", "_http._tcp.orders.internal"))
                : new NodeSource.Listed(distinct(random, 1, 3, Resources::anyAddress).stream()
                        .map(address -> new Node(
                                address, 1 + random.nextInt(65_535), random.nextInt(100), random.nextInt(-2, 3)))
                        .toList());
    }

    private static Protocol anyProtocol(RandomGenerator random) {
        Scheme scheme = one(random, Scheme.values());
        return scheme.isSecure()
                ? new Protocol(
                        scheme,
                        new UpstreamTls(
                                one(random, UpstreamTls.Verify.values()),
                                maybe(random, () -> AUTHORITY),
                                chance(random, 20) ? anyId(random, "c") : null,
                                maybe(random, () -> one(random, "inner.example.com", "::1"))))
                : Protocol.of(scheme);
    }

    private static Balancing anyBalancing(RandomGenerator random) {
        return one(
                random,
                Balancing.ROUND_ROBIN,
                Balancing.LEAST_CONNECTIONS,
                Balancing.PEAK_EWMA,
                new Balancing.ConsistentHash(HashOn.CONSUMER, null),
                new Balancing.ConsistentHash(HashOn.HEADER, "x-user"),
                new Balancing.ConsistentHash(HashOn.COOKIE, "session"),
                new Balancing.ConsistentHash(HashOn.VARS, "remote_addr"),
                new Balancing.ConsistentHash(HashOn.VARS_COMBINATIONS, "${host}-$remote_addr"));
    }

    /** A resilience with every part and every field other than its default. */
    public static Resilience fullResilience() {
        var rule = new HealthRule(
                new HealthRule.Healthy(List.of(204, 200), 3), new HealthRule.Unhealthy(List.of(599), 4, 5, 6));
        var active = new ActiveCheck(
                new ActiveCheck.Probe.Http(
                        "HEAD", "/health?full", "inner:80", List.of("X-Probe: yes"), Security.UNVERIFIED_TLS),
                8_081,
                Duration.ofMillis(250),
                3,
                new ActiveCheck.Pace(Duration.ofSeconds(5), Duration.ofMillis(500)),
                rule);
        return new Resilience(
                new RetryPolicy(2, Duration.ofMillis(1_500)),
                new HealthChecks(active, rule),
                new CircuitBreaker(
                        new CircuitBreaker.Opening(7, 60, 20, 10), Duration.ofSeconds(5), 3, List.of(500, 503)),
                new OutlierDetection(3, Duration.ofSeconds(1), Duration.ofSeconds(9), 50),
                1_000,
                Duration.ofSeconds(10));
    }

    private static Resilience anyResilience(RandomGenerator random) {
        Resilience full = fullResilience();
        return new Resilience(
                random.nextBoolean() ? RetryPolicy.DEFAULT : full.retryPolicy(),
                switch (random.nextInt(4)) {
                    case 0 -> null;
                    case 1 -> new HealthChecks(ActiveCheck.DEFAULT, null);
                    case 2 -> tcpChecks();
                    default -> full.checks();
                },
                random.nextBoolean() ? full.circuitBreaker() : maybe(random, () -> CircuitBreaker.DEFAULT),
                random.nextBoolean() ? full.outlierDetection() : maybe(random, () -> OutlierDetection.DEFAULT),
                maybe(random, () -> 1 + random.nextInt(Resilience.MAX_PENDING_REQUESTS)),
                Duration.ofMillis(random.nextInt(10_000)));
    }

    private static HealthChecks tcpChecks() {
        ActiveCheck http = ActiveCheck.DEFAULT;
        return new HealthChecks(
                new ActiveCheck(
                        new ActiveCheck.Probe.Tcp(),
                        null,
                        http.timeout(),
                        http.concurrency(),
                        http.pace(),
                        http.rule()),
                HealthChecks.PASSIVE_DEFAULT);
    }

    private static String anyAddress(RandomGenerator random) {
        return one(random, "127.0.0.1", "::1", "orders.internal", "node_1", "10.0.0.7");
    }

    private static KeepalivePool anyPool(RandomGenerator random) {
        return new KeepalivePool(
                1 + random.nextInt(KeepalivePool.MAX_SIZE),
                Duration.ofMillis(random.nextLong(Timeouts.MAX.toMillis() + 1)),
                1 + random.nextInt(KeepalivePool.MAX_REQUESTS));
    }

    private static Timeouts anyTimeouts(RandomGenerator random) {
        return new Timeouts(anyTimeout(random), anyTimeout(random), anyTimeout(random));
    }

    private static Duration anyTimeout(RandomGenerator random) {
        return Duration.ofMillis(1 + random.nextLong(Timeouts.MAX.toMillis()));
    }

    private static RouteMatch anyMatch(RandomGenerator random) {
        return new RouteMatch(
                distinct(random, 1, 3, Resources::anyPath),
                distinct(random, 0, 2, Resources::anyHost),
                distinct(random, 0, 3, method -> one(method, "GET", "POST", "DELETE", "PURGE")),
                distinct(random, 0, 2, Resources::anyAddressRange),
                maybe(random, () -> Expressions.any(random)),
                random.nextInt(-5, 6));
    }

    private static CidrRange anyAddressRange(RandomGenerator random) {
        return CidrRange.parse(one(random, "127.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "::1", "2001:db8::/32", "::/0"));
    }

    private static PathPattern anyPath(RandomGenerator random) {
        return PathPattern.parse(one(random, "/", "/a", "/a/*", "/a/:x", "/a/:x/b/*rest", "/ü/:name", "/*"));
    }

    private static HostPattern anyHost(RandomGenerator random) {
        return new HostPattern(one(random, "foo.com", "*.foo.com", "bar.example", "localhost"));
    }

    private static Backend anyBackend(RandomGenerator random) {
        return chance(random, 75) ? new Backend.ById(anyId(random, "u")) : new Backend.Inline(anySpec(random));
    }

    private static Route.Target anyTarget(RandomGenerator random) {
        @Nullable Timeouts timeouts = maybe(random, () -> anyTimeouts(random));
        return switch (random.nextInt(3)) {
            case 0 -> new Route.Target(null, anyBackend(random), timeouts, one(random, Route.Upgrade.values()));
            case 1 -> new Route.Target(anyId(random, "s"), null, timeouts, one(random, Route.Upgrade.values()));
            default ->
                new Route.Target(anyId(random, "s"), anyBackend(random), timeouts, one(random, Route.Upgrade.values()));
        };
    }
}
