package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which share of a group's finished requests its edges keep in {@code logway.access.<group>}, for rehearsals.
 *
 * @param hundredths of a percent of all requests; 1 to {@value #ALL}
 * @param headers the request header fields whose values are kept, in lower case; at most {@value #MAX_HEADERS}
 * @param retention how long samples are kept; whole minutes, 1 minute to 1 day
 */
public record AccessSampling(int hundredths, List<String> headers, Duration retention) {
    /** Every request. */
    public static final int ALL = 10_000;

    public static final int MAX_HEADERS = 20;
    public static final Duration DEFAULT_RETENTION = Duration.ofHours(1);

    private static final int MAX_NAME = 256;
    private static final Duration MAX_RETENTION = Duration.ofDays(1);

    /** Who has read these can act as somebody else. */
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "cookie", "proxy-authorization", "x-api-key");

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public AccessSampling {
        headers = List.copyOf(headers);
        require(hundredths >= 1 && hundredths <= ALL, "percent", hundredths / 100.0, "0.01 to 100");
        require(headers.size() <= MAX_HEADERS, "headers", headers.size(), "at most 20 names");
        headers.forEach(AccessSampling::requireName);
        require(new HashSet<>(headers).size() == headers.size(), "headers", headers, "each name once");
        require(
                retention.toMillis() % Duration.ofMinutes(1).toMillis() == 0
                        && retention.isPositive()
                        && retention.compareTo(MAX_RETENTION) <= 0,
                "retention_minutes",
                retention.toMillis() / 60_000.0,
                "whole minutes, 1 to 1440");
    }

    /** @throws IllegalArgumentException if {@code name} is no name of a field whose values may be kept */
    private static void requireName(String name) {
        require(
                !name.isEmpty() && name.length() <= MAX_NAME && name.chars().allMatch(AccessSampling::isLowerToken),
                "headers",
                name,
                "names of header fields, of at most 256 characters, in lower case");
        require(!CREDENTIALS.contains(name), "headers", name, "none that carries credentials");
    }

    /** RFC 9110, section 5.6.2, without upper case. */
    private static boolean isLowerToken(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
