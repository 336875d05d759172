package dev.logway.wire;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.HashOn;
import dev.logway.wire.avro.BalancingRecord;
import dev.logway.wire.avro.BalancingType;
import dev.logway.wire.avro.HashOnType;
import org.jspecify.annotations.Nullable;

/** Ways of balancing between the domain and Avro, where null is round robin, as it was before there were others. */
final class BalancingMapping {
    private BalancingMapping() {}

    static @Nullable BalancingRecord toAvro(Balancing balancing) {
        return switch (balancing) {
            case Balancing.RoundRobin _ -> null;
            case Balancing.LeastConnections _ -> new BalancingRecord(BalancingType.LEAST_CONN, null, null);
            case Balancing.PeakEwma _ -> new BalancingRecord(BalancingType.EWMA, null, null);
            case Balancing.ConsistentHash(HashOn hashOn, @Nullable String key) ->
                new BalancingRecord(BalancingType.CHASH, HashOnType.valueOf(hashOn.name()), key);
        };
    }

    static Balancing toDomain(@Nullable BalancingRecord balancing) {
        return balancing == null
                ? Balancing.ROUND_ROBIN
                : switch (balancing.getType()) {
                    case ROUNDROBIN -> Balancing.ROUND_ROBIN;
                    case LEAST_CONN -> Balancing.LEAST_CONNECTIONS;
                    case EWMA -> Balancing.PEAK_EWMA;
                    case CHASH ->
                        new Balancing.ConsistentHash(
                                HashOn.valueOf(String.valueOf(balancing.getHashOn())), balancing.getKey());
                };
    }
}
