package dev.logway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.expression.Expression;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.net.IpAddress;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PathPattern.Part;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Service;
import dev.logway.log.Loaded;
import dev.logway.routing.Explanation.Considered;
import dev.logway.routing.Explanation.Verdict;
import dev.logway.testkit.Expressions;
import dev.logway.testkit.GroupConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against a matcher that tries every route of the image, over generated configurations and requests. */
class RoutingTablePropertyTest {
    private static final List<String> SEGMENTS = List.of("a", "ab", "b", "abc", "");
    private static final List<String> PARAMETERS = List.of(":x", ":y");
    private static final List<String> HOSTS = List.of("x.com", "*.x.com", "*.a.x.com", "*.com", "a.x.com");
    private static final List<String> REQUEST_HOSTS = List.of("", "x.com", "a.x.com", "b.a.x.com", "y.com", "com");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "BREW");

    private static final List<String> ADDRESSES = List.of("127.0.0.1", "10.0.0.7", "::1", "2001:db8::7", "192.0.2.1");
    private static final List<String> QUERIES =
            List.of("", "x", "x=a", "y=1&x=1.50", "x=%61b&x=2", "xx=1&y=a+b", "x=-3&y=GET", "y=10.0.0.7", "%78=ab");
    private static final List<CidrRange> RANGES = Stream.of(
                    "127.0.0.1", "10.0.0.0/8", "10.0.0.0/30", "0.0.0.0/0", "::1", "2001:db8::/32", "::/0")
            .map(CidrRange::parse)
            .toList();

    private static final Map<String, Pattern> REGEXES = new HashMap<>();

    private RoutingTable<String, String> table = RoutingTable.empty(new NamedDataPlane());

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void theTableAgreesWithTryingEveryRouteHoweverItWasReached(long seed) {
        var random = new Random(seed);
        var config = new GroupConfig(this::apply);
        config.put(GroupConfig.upstream("u", GroupConfig.node(80)), anyService(random, "s0"), anyService(random, "s1"));
        for (int step = 0; step < 60; step++) {
            var removals = IntStream.range(0, random.nextInt(4))
                    .mapToObj(_ -> Route.key("r" + random.nextInt(40)))
                    .distinct()
                    .toList();
            var puts = new ArrayList<Resource>();
            IntStream.range(0, random.nextInt(6))
                    .map(_ -> random.nextInt(40))
                    .distinct()
                    .forEach(id -> puts.add(anyRoute(random, "r" + id)));
            if (random.nextInt(4) == 0) {
                puts.add(anyService(random, "s" + random.nextInt(2)));
            }
            config.change(
                    puts, removals.stream().filter(config.image()::contains).toList());
            var scratch = RoutingTable.empty(new NamedDataPlane())
                    .apply(config.image().asDelta(), config.image());
            assertEquals(scratch.size(), table.size());
            for (int i = 0; i < 200; i++) {
                var request = anyRequest(random);
                String expected = tryEvery(config.image(), request);
                assertEquals(expected, explained(table, request), () -> seed + " explained: " + request);
                assertEquals(expected, answer(scratch, request), () -> seed + " from scratch: " + request);
                assertEquals(expected, answer(table, request), () -> seed + " step by step: " + request);
            }
        }
    }

    private void apply(Loaded loaded) {
        table = table.apply(loaded.delta(), loaded.image());
    }

    private static String answer(RoutingTable<String, String> table, PlainRequest request) {
        var candidate = table.match(request);
        return candidate == null ? "none" : candidate.route().id() + " " + candidate.pattern();
    }

    /** The winner of an explanation, every candidate of which must have been judged as it stands to the winner. */
    private static String explained(RoutingTable<String, String> table, PlainRequest request) {
        var explanation = table.explain(request, 1_000);
        boolean taken = false;
        for (Considered<String> each : explanation.considered()) {
            boolean admits = each.candidate().route().refusal(request) == null;
            Verdict expected = taken ? Verdict.NOT_REACHED : admits ? Verdict.TAKEN : Verdict.PASSED_OVER;
            assertEquals(expected, each.verdict());
            assertEquals(expected == Verdict.PASSED_OVER, each.reason() != null);
            taken |= expected == Verdict.TAKEN;
        }
        var winner = explanation.winner();
        return winner == null ? "none" : winner.route().id() + " " + winner.pattern();
    }

    private record Match(Route route, PathPattern path, int hostRank) {
        static final Comparator<Match> ORDER = Comparator.<Match>comparingInt(match -> match.isExact() ? 0 : 1)
                .thenComparing(Comparator.<Match>comparingInt(match -> match.literalPrefix())
                        .reversed())
                .thenComparing(Comparator.<Match>comparingInt(
                                match -> match.route.match().priority())
                        .reversed())
                .thenComparing(Comparator.<Match>comparingInt(match -> match.literals())
                        .reversed())
                .thenComparing(match -> match.path.rest() != null)
                .thenComparing(
                        Comparator.<Match>comparingInt(match -> match.hostRank).reversed())
                .thenComparing(match -> match.route.id());

        boolean isExact() {
            return path.rest() == null && path.parts().size() == 1;
        }

        int literalPrefix() {
            return ((Part.Literal) path.parts().getFirst()).text().length();
        }

        int literals() {
            return path.text().replaceAll(":[a-z]|\\*[a-z]?", "").length();
        }
    }

    private static String tryEvery(ScopeImage image, PlainRequest request) {
        var matches = new ArrayList<Match>();
        image.visit(ResourceKind.ROUTES, null, entry -> {
            Route route = (Route) entry.resource();
            int hostRank = hostRank(hosts(image, route), request.host());
            boolean taken = route.status() == Route.Status.ENABLED
                    && hostRank >= 0
                    && (route.match().methods().isEmpty()
                            || route.match().methods().contains(request.method()))
                    && (route.match().remoteAddresses().isEmpty()
                            || route.match().remoteAddresses().stream()
                                    .anyMatch(range -> range.contains(request.remoteAddress())))
                    && NaiveExpressions.holds(route.match().vars(), request);
            route.match().paths().stream()
                    .filter(path -> taken && regex(path).matcher(request.path()).matches())
                    .forEach(path -> matches.add(new Match(route, path, hostRank)));
            return true;
        });
        return matches.stream()
                .min(Match.ORDER)
                .map(match -> match.route.id() + " " + match.path)
                .orElse("none");
    }

    private static List<HostPattern> hosts(ScopeImage image, Route route) {
        String serviceId = route.target().serviceId();
        return route.match().hosts().isEmpty() && serviceId != null
                ? ((Service) image.get(Service.key(serviceId)).orElseThrow().resource()).hosts()
                : route.match().hosts();
    }

    private static int hostRank(List<HostPattern> hosts, String host) {
        return hosts.isEmpty()
                ? 0
                : hosts.stream()
                        .mapToInt(pattern -> !pattern.isWildcard()
                                ? (pattern.text().equals(host) ? 1_000 : -1)
                                : (host.endsWith("." + pattern.name())
                                        ? pattern.text().length()
                                        : -1))
                        .max()
                        .orElseThrow();
    }

    private static Pattern regex(PathPattern path) {
        return REGEXES.computeIfAbsent(
                path.text(),
                text -> Pattern.compile(text.replaceAll(":[a-z]", "[^/]+").replaceAll("\\*[a-z]?$", ".*")));
    }

    private static PlainRequest anyRequest(Random random) {
        var path = new StringBuilder("/");
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append(any(random, SEGMENTS)).append(random.nextInt(4) == 0 && i == 1 ? "" : "/");
        }
        String cookie = any(random, List.of("c=a", "d=1; c=ab", "cc=1", ""));
        return new PlainRequest(
                any(random, METHODS),
                any(random, REQUEST_HOSTS),
                path.toString(),
                IpAddress.parse(any(random, ADDRESSES)),
                any(random, QUERIES),
                cookie.isEmpty()
                        ? Map.of()
                        : Map.of("cookie", cookie, "x-a", any(random, List.of("a", "AB", "7", "é"))),
                null);
    }

    private static Service anyService(Random random, String id) {
        return new Service(id, Descriptor.NONE, anyHosts(random), new Backend.ById("u"));
    }

    private static Route anyRoute(Random random, String id) {
        var paths = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> PathPattern.parse(anyPattern(random)))
                .distinct()
                .toList();
        var methods = random.nextBoolean() ? List.<String>of() : List.of(any(random, METHODS.subList(0, 3)));
        return new Route(
                id,
                Descriptor.NONE,
                random.nextInt(8) == 0 ? Route.Status.DISABLED : Route.Status.ENABLED,
                new RouteMatch(paths, anyHosts(random), methods, anyRanges(random), anyVars(random), random.nextInt(3)),
                random.nextInt(3) == 0 ? Route.Target.service("s" + random.nextInt(2)) : Route.Target.upstream("u"));
    }

    private static List<CidrRange> anyRanges(Random random) {
        return IntStream.range(0, Math.max(0, random.nextInt(6) - 3))
                .mapToObj(_ -> any(random, RANGES))
                .distinct()
                .toList();
    }

    private static @Nullable Expression anyVars(Random random) {
        return random.nextInt(3) > 0 ? null : Expressions.any(random, Expressions::anyHeadVariable);
    }

    private static List<HostPattern> anyHosts(Random random) {
        return IntStream.range(0, Math.max(0, random.nextInt(5) - 2))
                .mapToObj(_ -> new HostPattern(any(random, HOSTS)))
                .distinct()
                .toList();
    }

    private static String anyPattern(Random random) {
        var pattern = new StringBuilder("/");
        for (int i = random.nextInt(4); i > 0; i--) {
            pattern.append(random.nextInt(3) == 0 ? any(random, PARAMETERS) : any(random, SEGMENTS));
            pattern.append(i == 1 && random.nextInt(3) == 0 ? "" : "/");
        }
        boolean open = random.nextInt(3) == 0 && !pattern.toString().matches(".*:[xy]$");
        return pattern + (open ? any(random, List.of("*", "*r")) : "");
    }

    private static <T> T any(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
