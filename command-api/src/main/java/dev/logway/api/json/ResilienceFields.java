package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.CircuitBreaker;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.OutlierDetection;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done about nodes that fail: {@code retries}, {@code checks}, {@code circuit_breaker} and their like. */
final class ResilienceFields {
    private ResilienceFields() {}

    /** The resilience; null if it is at fault. */
    static @Nullable Resilience read(Fields fields) {
        Integer retries = fields.read("retries", JsonNode::intValue);
        Duration retryTimeout = fields.seconds("retry_timeout", Duration.ZERO);
        HealthChecks checks = HealthFields.read(fields);
        CircuitBreaker breaker = breaker(fields);
        OutlierDetection outliers = outliers(fields);
        Integer maxPending = fields.read("max_pending_requests", JsonNode::intValue);
        Duration slowStart = fields.seconds("slow_start", Duration.ZERO);
        return fields.part(() -> new Resilience(
                new RetryPolicy(retries, retryTimeout), checks, breaker, outliers, maxPending, slowStart));
    }

    static void write(Resilience resilience, ObjectNode document) {
        RetryPolicy retries = resilience.retryPolicy();
        if (retries.retries() != null) {
            document.put("retries", retries.retries());
        }
        document.set("retry_timeout", Seconds.write(retries.timeout()));
        HealthFields.write(resilience.checks(), document);
        write(resilience.circuitBreaker(), document);
        write(resilience.outlierDetection(), document);
        if (resilience.maxPendingRequests() != null) {
            document.put("max_pending_requests", resilience.maxPendingRequests());
        }
        document.set("slow_start", Seconds.write(resilience.slowStart()));
    }

    private static @Nullable CircuitBreaker breaker(Fields parent) {
        Fields fields = parent.open("circuit_breaker");
        if (fields == null) {
            return null;
        }
        CircuitBreaker absent = CircuitBreaker.DEFAULT;
        int consecutive =
                fields.integer("consecutive_failures", absent.opening().consecutiveFailures());
        int rate = fields.integer("failure_rate_threshold", absent.opening().failureRateThreshold());
        int window = fields.integer("sliding_window_size", absent.opening().slidingWindowSize());
        int minimum = fields.integer("minimum_number_of_calls", window);
        Duration open = fields.seconds("wait_duration_in_open_state", absent.waitDurationInOpenState());
        int permitted = fields.integer(
                "permitted_number_of_calls_in_half_open_state", absent.permittedNumberOfCallsInHalfOpenState());
        List<Integer> statuses = fields.integers("http_statuses", absent.statuses());
        return parent.part(() -> new CircuitBreaker(
                new CircuitBreaker.Opening(consecutive, rate, window, minimum), open, permitted, statuses));
    }

    private static void write(@Nullable CircuitBreaker breaker, ObjectNode parent) {
        if (breaker != null) {
            ObjectNode document = parent.putObject("circuit_breaker");
            document.put("consecutive_failures", breaker.opening().consecutiveFailures());
            document.put("failure_rate_threshold", breaker.opening().failureRateThreshold());
            document.put("sliding_window_size", breaker.opening().slidingWindowSize());
            document.put("minimum_number_of_calls", breaker.opening().minimumNumberOfCalls());
            document.set("wait_duration_in_open_state", Seconds.write(breaker.waitDurationInOpenState()));
            document.put(
                    "permitted_number_of_calls_in_half_open_state", breaker.permittedNumberOfCallsInHalfOpenState());
            breaker.statuses().forEach(document.putArray("http_statuses")::add);
        }
    }

    private static @Nullable OutlierDetection outliers(Fields parent) {
        Fields fields = parent.open("outlier_detection");
        if (fields == null) {
            return null;
        }
        OutlierDetection absent = OutlierDetection.DEFAULT;
        int consecutive = fields.integer("consecutive_5xx", absent.consecutive5xx());
        Duration base = fields.seconds("base_ejection_time", absent.baseEjectionTime());
        Duration most = fields.seconds("max_ejection_time", absent.maxEjectionTime());
        int percent = fields.integer("max_ejection_percent", absent.maxEjectionPercent());
        return parent.part(() -> new OutlierDetection(consecutive, base, most, percent));
    }

    private static void write(@Nullable OutlierDetection outliers, ObjectNode parent) {
        if (outliers != null) {
            ObjectNode document = parent.putObject("outlier_detection");
            document.put("consecutive_5xx", outliers.consecutive5xx());
            document.set("base_ejection_time", Seconds.write(outliers.baseEjectionTime()));
            document.set("max_ejection_time", Seconds.write(outliers.maxEjectionTime()));
            document.put("max_ejection_percent", outliers.maxEjectionPercent());
        }
    }
}
