package dev.logway.wire;

import dev.logway.domain.resource.CircuitBreaker;
import dev.logway.domain.resource.OutlierDetection;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.wire.avro.CircuitBreakerRecord;
import dev.logway.wire.avro.OutlierDetectionRecord;
import dev.logway.wire.avro.ResilienceRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is done about nodes that fail, between the domain and Avro, where null is the default of everything. */
final class ResilienceMapping {
    private ResilienceMapping() {}

    static @Nullable ResilienceRecord toAvro(Resilience resilience) {
        return resilience.equals(Resilience.DEFAULT)
                ? null
                : new ResilienceRecord(
                        resilience.retryPolicy().retries(),
                        resilience.retryPolicy().timeout().toMillis(),
                        HealthMapping.toAvro(resilience.checks()),
                        toAvro(resilience.circuitBreaker()),
                        toAvro(resilience.outlierDetection()),
                        resilience.maxPendingRequests(),
                        resilience.slowStart().toMillis());
    }

    static Resilience toDomain(@Nullable ResilienceRecord resilience) {
        return resilience == null
                ? Resilience.DEFAULT
                : new Resilience(
                        new RetryPolicy(resilience.getRetries(), Duration.ofMillis(resilience.getRetryTimeoutMillis())),
                        HealthMapping.toDomain(resilience.getChecks()),
                        toDomain(resilience.getCircuitBreaker()),
                        toDomain(resilience.getOutlierDetection()),
                        resilience.getMaxPendingRequests(),
                        Duration.ofMillis(resilience.getSlowStartMillis()));
    }

    private static @Nullable CircuitBreakerRecord toAvro(@Nullable CircuitBreaker breaker) {
        return breaker == null
                ? null
                : new CircuitBreakerRecord(
                        breaker.opening().consecutiveFailures(),
                        breaker.opening().failureRateThreshold(),
                        breaker.opening().slidingWindowSize(),
                        breaker.opening().minimumNumberOfCalls(),
                        breaker.waitDurationInOpenState().toMillis(),
                        breaker.permittedNumberOfCallsInHalfOpenState(),
                        breaker.statuses());
    }

    private static @Nullable CircuitBreaker toDomain(@Nullable CircuitBreakerRecord breaker) {
        return breaker == null
                ? null
                : new CircuitBreaker(
                        new CircuitBreaker.Opening(
                                breaker.getConsecutiveFailures(),
                                breaker.getFailureRateThreshold(),
                                breaker.getSlidingWindowSize(),
                                breaker.getMinimumNumberOfCalls()),
                        Duration.ofMillis(breaker.getWaitDurationInOpenStateMillis()),
                        breaker.getPermittedNumberOfCallsInHalfOpenState(),
                        breaker.getStatuses());
    }

    private static @Nullable OutlierDetectionRecord toAvro(@Nullable OutlierDetection detection) {
        return detection == null
                ? null
                : new OutlierDetectionRecord(
                        detection.consecutive5xx(),
                        detection.baseEjectionTime().toMillis(),
                        detection.maxEjectionTime().toMillis(),
                        detection.maxEjectionPercent());
    }

    private static @Nullable OutlierDetection toDomain(@Nullable OutlierDetectionRecord detection) {
        return detection == null
                ? null
                : new OutlierDetection(
                        detection.getConsecutive5xx(),
                        Duration.ofMillis(detection.getBaseEjectionMillis()),
                        Duration.ofMillis(detection.getMaxEjectionMillis()),
                        detection.getMaxEjectionPercent());
    }
}
