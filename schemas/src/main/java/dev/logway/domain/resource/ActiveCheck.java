package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probes that an edge sends to every node of an upstream by itself ({@code checks.active}).
 *
 * @param port that is probed, 1 to 65535; null for the node's own
 * @param timeout of one probe; 1 ms to 1 day, in whole milliseconds
 * @param concurrency probes under way at one time for one upstream; 1 to {@value #MAX_CONCURRENCY}
 * @param pace when the next probe comes
 */
public record ActiveCheck(
        Probe probe, @Nullable Integer port, Duration timeout, int concurrency, Pace pace, HealthRule rule) {
    public static final int MAX_CONCURRENCY = 1_000;

    /** APISIX's defaults. */
    public static final ActiveCheck DEFAULT = new ActiveCheck(
            new Probe.Http("GET", "/", null, List.of()),
            null,
            Duration.ofSeconds(1),
            10,
            new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new HealthRule(
                    new HealthRule.Healthy(List.of(200, 302), 2),
                    new HealthRule.Unhealthy(List.of(429, 404, 500, 501, 502, 503, 504, 505), 5, 2, 3)));

    /** What is sent. */
    public sealed interface Probe {
        /**
         * A request over HTTP/1.1 ({@code type: http} and {@code https}).
         *
         * @param method such as GET; 1 to 20 capital letters
         * @param path with its query, as it is sent; starts with {@code /}, visible ASCII, at most 4096 characters
         * @param host the Host it carries; null for the node's own
         * @param headers more header lines, each {@code Name: value}; at most 100
         */
        record Http(String method, String path, @Nullable String host, List<String> headers, Security security)
                implements Probe {

            /** What the request travels over. */
            public enum Security {
                /** Nothing ({@code type: http}). */
                PLAIN,
                /** TLS as the upstream's ({@code type: https}). */
                TLS,
                /** TLS, and the node's certificate does not count ({@code https_verify_certificate: false}). */
                UNVERIFIED_TLS
            }

            private static final int MAX_PATH = 4_096;
            private static final int MAX_LINE = 1_024;
            private static final int MAX_HEADERS = 100;

            /** @throws IllegalArgumentException if a component is outside its documented range */
            public Http {
                headers = List.copyOf(headers);
                require(
                        !method.isEmpty()
                                && method.length() <= 20
                                && method.chars().allMatch(c -> c >= 'A' && c <= 'Z'),
                        "checks.active.http_method",
                        method,
                        "a method in capitals, such as GET");
                require(
                        path.startsWith("/")
                                && path.length() <= MAX_PATH
                                && path.chars().allMatch(c -> c > ' ' && c < 0x7f),
                        "checks.active.http_path",
                        path,
                        "a path such as /health");
                require(
                        host == null
                                || (!host.isEmpty()
                                        && host.length() <= 261
                                        && host.chars().allMatch(c -> c > ' ' && c < 0x7f)),
                        "checks.active.host",
                        String.valueOf(host),
                        "a host, with a port if needed");
                require(
                        headers.size() <= MAX_HEADERS,
                        "checks.active.req_headers",
                        headers.size() + " headers",
                        "at most 100");
                for (String line : headers) {
                    require(
                            line.length() <= MAX_LINE && isHeaderLine(line),
                            "checks.active.req_headers",
                            line,
                            "Name: value");
                }
            }

            /** A request in the clear. */
            public Http(String method, String path, @Nullable String host, List<String> headers) {
                this(method, path, host, headers, Security.PLAIN);
            }

            private static boolean isHeaderLine(String line) {
                int colon = line.indexOf(':');
                return colon > 0
                        && line.substring(0, colon)
                                .chars()
                                .allMatch(c -> RequestVariable.isWordCharacter(c) || c == '-')
                        && line.chars().allMatch(c -> c >= ' ' && c < 0x7f);
            }
        }

        /** A connection that is opened and closed again ({@code type: tcp}). */
        record Tcp() implements Probe {}
    }

    /** Time from one probe of a node to the next, while it is healthy and while it is not. Each 100 ms to 1 day. */
    public record Pace(Duration healthy, Duration unhealthy) {
        private static final Duration MIN = Duration.ofMillis(100);

        /** @throws IllegalArgumentException if a component is outside its documented range */
        public Pace {
            check("checks.active.healthy.interval", healthy);
            check("checks.active.unhealthy.interval", unhealthy);
        }

        private static void check(String name, Duration value) {
            require(value.compareTo(MIN) >= 0, name, value, "100 ms to 1 day");
            Timeouts.requireUpToADay(name, value);
        }
    }

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public ActiveCheck {
        require(port == null || (port >= 1 && port <= 65_535), "checks.active.port", String.valueOf(port), "1..65535");
        Timeouts.check("checks.active.timeout", timeout);
        require(
                concurrency >= 1 && concurrency <= MAX_CONCURRENCY,
                "checks.active.concurrency",
                concurrency,
                "1..1000");
    }
}
