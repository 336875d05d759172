package dev.logway.wire;

import dev.logway.domain.resource.Canary;
import dev.logway.wire.avro.CanaryRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Canaries between the domain and Avro. */
final class CanaryMapping {
    private CanaryMapping() {}

    static @Nullable CanaryRecord toAvro(@Nullable Canary canary) {
        return canary == null
                ? null
                : new CanaryRecord(
                        canary.instances(),
                        canary.percent(),
                        canary.trial().observe().toMillis(),
                        canary.trial().errorsPerMillion(),
                        canary.trial().p99Millis(),
                        canary.trial().minRequests(),
                        canary.beganAt());
    }

    static @Nullable Canary toDomain(@Nullable CanaryRecord canary) {
        return canary == null
                ? null
                : new Canary(
                        canary.getInstances(),
                        canary.getPercent(),
                        new Canary.Trial(
                                Duration.ofMillis(canary.getObserveMillis()),
                                canary.getErrorsPerMillion(),
                                canary.getP99Millis(),
                                canary.getMinRequests()),
                        canary.getBeganAt());
    }
}
