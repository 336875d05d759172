package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Canary.Trial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a changeset asks for a canary.
 *
 * @param percent of the healthy instances; null if they are named
 * @param instances their ids; empty if a share of them is asked for
 */
public record CanaryDocument(@Nullable Integer percent, List<String> instances, Trial trial) {
    private static final String PERCENT = "percent";
    private static final String INSTANCES = "instances";
    private static final String OBSERVE = "observe";
    private static final String ABORT_IF = "abort_if";
    private static final String MIN_REQUESTS = "min_requests";
    private static final String ERROR_RATE = "error_rate";
    private static final String P99_MS = "p99_ms";
    private static final List<String> FIELDS = List.of(PERCENT, INSTANCES, OBSERVE, ABORT_IF, MIN_REQUESTS);
    private static final List<String> LIMITS = List.of(ERROR_RATE, P99_MS);

    /** Copies {@code instances}. */
    public CanaryDocument {
        instances = List.copyOf(instances);
    }

    /** The canary that {@code chosen} instances try. */
    public Canary of(List<String> chosen) {
        return new Canary(chosen, percent, trial, null);
    }

    /** What {@code node} at {@code pointer} asks for; null if it is at fault. */
    static @Nullable CanaryDocument read(JsonNode node, String pointer, Problems problems) {
        if (!isObject(node, pointer, FIELDS, problems)) {
            return null;
        }
        if (node.has(PERCENT) == node.has(INSTANCES)) {
            problems.add(pointer, "canary: expected either percent or instances");
        }
        var fields = new Fields(node, pointer, problems);
        Integer percent = fields.read(PERCENT, value -> CanaryValues.integer(PERCENT, value, 1, 100));
        List<String> instances = fields.read(INSTANCES, CanaryValues::ids);
        var observe = fields.read(OBSERVE, CanaryValues::duration);
        Integer minRequests =
                fields.read(MIN_REQUESTS, value -> CanaryValues.integer(MIN_REQUESTS, value, 0, Integer.MAX_VALUE));
        Integer errors = Trial.DEFAULT.errorsPerMillion();
        Integer p99 = null;
        JsonNode limits = node.get(ABORT_IF);
        String at = Pointers.child(pointer, ABORT_IF);
        if (limits != null && isObject(limits, at, LIMITS, problems)) {
            var within = new Fields(limits, at, problems);
            errors = within.read(ERROR_RATE, CanaryValues::perMillion);
            p99 = within.read(P99_MS, value -> CanaryValues.integer(P99_MS, value, 1, Trial.MAX_P99_MILLIS));
            if (limits.isEmpty()) {
                problems.add(at, "abort_if: {} (expected: error_rate, p99_ms or both)");
            }
        }
        return problems.isEmpty()
                ? new CanaryDocument(
                        percent,
                        instances == null ? List.of() : instances,
                        new Trial(
                                observe == null ? Trial.DEFAULT.observe() : observe,
                                errors,
                                p99,
                                minRequests == null ? 0 : minRequests))
                : null;
    }

    /** {@code canary} as answers show it. */
    static void write(Canary canary, ObjectNode document) {
        canary.instances().forEach(document.putArray(INSTANCES)::add);
        Trial trial = canary.trial();
        if (canary.percent() != null) {
            document.put(PERCENT, canary.percent());
        }
        document.put(OBSERVE, CanaryValues.text(trial.observe()));
        ObjectNode limits = document.putObject(ABORT_IF);
        if (trial.errorsPerMillion() != null) {
            limits.put(ERROR_RATE, CanaryValues.share(trial.errorsPerMillion()));
        }
        if (trial.p99Millis() != null) {
            limits.put(P99_MS, trial.p99Millis());
        }
        document.put(MIN_REQUESTS, trial.minRequests());
        if (canary.beganAt() != null) {
            document.put("began_at", Times.text(canary.beganAt()));
        }
    }

    private static boolean isObject(JsonNode node, String pointer, List<String> known, Problems problems) {
        if (!node.isObject()) {
            problems.add(pointer, "expected an object of " + String.join(", ", known));
            return false;
        }
        ChangesetDocument.checkNames(node, pointer, known, problems);
        return true;
    }
}
