package dev.logway.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.HashOn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code type}, and for {@code chash} {@code hash_on} and {@code key}. */
final class BalancingFields {
    private BalancingFields() {}

    /** The way of balancing; round robin if there is none, or it is at fault. */
    static Balancing read(Fields fields) {
        Balancing read = switch (Objects.requireNonNullElse(fields.text("type"), "roundrobin")) {
            case "chash" -> hashing(fields);
            case "least_conn" -> Balancing.LEAST_CONNECTIONS;
            case "ewma" -> Balancing.PEAK_EWMA;
            default -> Balancing.ROUND_ROBIN;
        };
        return Objects.requireNonNullElse(read, Balancing.ROUND_ROBIN);
    }

    static void write(Balancing balancing, ObjectNode document) {
        switch (balancing) {
            case Balancing.RoundRobin _ -> document.put("type", "roundrobin");
            case Balancing.LeastConnections _ -> document.put("type", "least_conn");
            case Balancing.PeakEwma _ -> document.put("type", "ewma");
            case Balancing.ConsistentHash(HashOn hashOn, @Nullable String key) -> {
                document.put("type", "chash").put("hash_on", hashOn.name().toLowerCase(Locale.ROOT));
                if (key != null) {
                    document.put("key", key);
                }
            }
        }
    }

    private static @Nullable Balancing hashing(Fields fields) {
        String named = fields.raw("hash_on").asText("vars");
        HashOn hashOn = Arrays.stream(HashOn.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(named))
                .findFirst()
                .orElse(HashOn.CONSUMER);
        return hashOn == HashOn.CONSUMER
                ? new Balancing.ConsistentHash(HashOn.CONSUMER, null)
                : fields.read("key", key -> new Balancing.ConsistentHash(hashOn, key.asText()));
    }
}
