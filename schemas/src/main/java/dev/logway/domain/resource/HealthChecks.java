package dev.logway.domain.resource;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an edge finds out which nodes of an upstream are healthy ({@code checks}).
 *
 * @param passive what the traffic itself tells ({@code checks.passive}); null for nothing. It only ever goes with
 *     {@code active}, because a node without traffic cannot show that it is well again
 */
public record HealthChecks(ActiveCheck active, @Nullable HealthRule passive) {

    /** APISIX's defaults for {@code checks.passive}. */
    public static final HealthRule PASSIVE_DEFAULT = new HealthRule(
            new HealthRule.Healthy(
                    Stream.of(IntStream.rangeClosed(200, 208), IntStream.of(226), IntStream.rangeClosed(300, 308))
                            .flatMapToInt(statuses -> statuses)
                            .boxed()
                            .toList(),
                    5),
            new HealthRule.Unhealthy(List.of(429, 500, 503), 5, 2, 7));
}
