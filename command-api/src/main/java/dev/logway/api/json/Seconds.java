package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as documents write them: seconds, with up to three decimals. */
final class Seconds {
    private Seconds() {}

    /** @throws IllegalArgumentException if it is finer than a millisecond or out of range */
    static Duration read(JsonNode node) {
        try {
            BigDecimal millis = node.decimalValue().movePointRight(3).setScale(0, RoundingMode.UNNECESSARY);
            return Duration.ofMillis(millis.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("seconds: " + node + " (expected: steps of 0.001)", e);
        }
    }

    static JsonNode write(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0
                ? LongNode.valueOf(millis / 1_000)
                : DecimalNode.valueOf(BigDecimal.valueOf(millis, 3).stripTrailingZeros());
    }
}
