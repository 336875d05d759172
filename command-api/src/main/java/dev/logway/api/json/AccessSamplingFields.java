package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.AccessSampling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which requests a group keeps, as its document says it. */
public final class AccessSamplingFields {
    private static final String NAME = "access_sampling";
    private static final String HEADERS = "headers";
    private static final int HUNDRED = 100;

    private AccessSamplingFields() {}

    /** What {@code group} asks for; null if that is nothing, or at fault. */
    static @Nullable AccessSampling read(Fields group) {
        Fields fields = group.open(NAME);
        if (fields == null) {
            return null;
        }
        Integer hundredths = fields.read("percent", AccessSamplingFields::hundredths);
        List<String> headers = fields.readAll(HEADERS, name -> name.asText().toLowerCase(Locale.ROOT));
        Duration retention = Duration.ofMinutes(
                fields.integer("retention_minutes", (int) AccessSampling.DEFAULT_RETENTION.toMinutes()));
        return hundredths == null ? null : fields.part(() -> new AccessSampling(hundredths, headers, retention));
    }

    static void write(@Nullable AccessSampling sampling, ObjectNode group) {
        if (sampling != null) {
            ObjectNode document = group.putObject(NAME);
            document.set("percent", percent(sampling));
            ArrayNode headers = document.putArray(HEADERS);
            sampling.headers().forEach(headers::add);
            document.put("retention_minutes", sampling.retention().toMinutes());
        }
    }

    /** The share in percent. */
    public static JsonNode percent(AccessSampling sampling) {
        int hundredths = sampling.hundredths();
        return hundredths % HUNDRED == 0
                ? IntNode.valueOf(hundredths / HUNDRED)
                : DecimalNode.valueOf(BigDecimal.valueOf(hundredths, 2).stripTrailingZeros());
    }

    private static int hundredths(JsonNode percent) {
        try {
            return percent.decimalValue().movePointRight(2).intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("percent: " + percent + " (expected: steps of 0.01)", e);
        }
    }
}
