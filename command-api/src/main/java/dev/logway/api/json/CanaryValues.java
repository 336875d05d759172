package dev.logway.api.json;

import static dev.logway.domain.Require.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Canary.Trial;
import dev.logway.domain.resource.ResourceKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The values of a canary as documents write them. What is none of them throws, naming what was expected. */
final class CanaryValues {
    private static final int DECIMALS = 6;
    private static final long MILLIS_PER_SECOND = 1_000;

    private CanaryValues() {}

    static int integer(String name, JsonNode node, int least, int most) {
        require(
                node.isIntegralNumber()
                        && node.canConvertToInt()
                        && node.intValue() >= least
                        && node.intValue() <= most,
                name,
                node,
                "a whole number, " + (most == Integer.MAX_VALUE ? ">= " + least : least + " to " + most));
        return node.intValue();
    }

    static List<String> ids(JsonNode node) {
        var ids = new ArrayList<String>();
        node.forEach(id -> ids.add(id.isTextual() ? id.textValue() : ""));
        require(
                node.isArray()
                        && !ids.isEmpty()
                        && ids.size() <= Canary.MAX_INSTANCES
                        && ids.stream().allMatch(ResourceKey::isId),
                "instances",
                node,
                "an array of 1 to " + Canary.MAX_INSTANCES + " ids of instances");
        return ids;
    }

    /** Such as {@code 60s}, {@code 5m} or {@code 24h}. */
    static Duration duration(JsonNode node) {
        Duration duration = Durations.parse(node).orElse(Duration.ZERO);
        require(
                duration.compareTo(Trial.SHORTEST) >= 0 && duration.compareTo(Trial.LONGEST) <= 0,
                "observe",
                node,
                "1s to 24h, such as 60s, 5m or 24h");
        return duration;
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % MILLIS_PER_SECOND == 0 ? millis / MILLIS_PER_SECOND + "s" : millis + "ms";
    }

    /** A share of one, in millionths. */
    static int perMillion(JsonNode node) {
        BigDecimal share = node.isNumber() ? node.decimalValue() : BigDecimal.ONE;
        require(
                share.signum() >= 0
                        && share.compareTo(BigDecimal.ONE) < 0
                        && share.stripTrailingZeros().scale() <= DECIMALS,
                "error_rate",
                node,
                "0 to less than 1, with at most 6 decimals");
        return share.movePointRight(DECIMALS)
                .setScale(0, RoundingMode.UNNECESSARY)
                .intValueExact();
    }

    static BigDecimal share(int perMillion) {
        BigDecimal share = BigDecimal.valueOf(perMillion, DECIMALS).stripTrailingZeros();
        return share.scale() < 0 ? share.setScale(0, RoundingMode.UNNECESSARY) : share;
    }
}
