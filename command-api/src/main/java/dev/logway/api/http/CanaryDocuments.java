package dev.logway.api.http;

import static java.util.stream.Collectors.partitioningBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.image.Canaries;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.PendingChange;
import java.util.List;
import java.util.Map;

/** How a change does that some instances try, as answers show it. */
final class CanaryDocuments {
    private CanaryDocuments() {}

    /** Adds the change of {@code image} that is tried to {@code body}, if there is one. */
    static void summary(ScopeImage image, List<Instance> instances, ObjectNode body) {
        Canaries.underWay(image).ifPresent(change -> {
            Canary canary = change.canary();
            if (canary != null) {
                write(change, canary, instances, body.putObject("canary"));
            }
        });
    }

    private static void write(PendingChange change, Canary canary, List<Instance> instances, ObjectNode node) {
        node.put("id", change.id());
        if (canary.beganAt() != null) {
            node.put("began_at", Times.text(canary.beganAt()));
        }
        ArrayNode ids = node.putArray("instances");
        canary.instances().forEach(ids::add);
        Map<Boolean, List<Instance>> reporting = instances.stream()
                .filter(instance -> instance.heartbeat().canary() != null
                        && instance.heartbeat().canary().id().equals(change.id()))
                .collect(partitioningBy(
                        instance -> canary.isTriedBy(instance.id().id())));
        List<Instance> serving = reporting.getOrDefault(true, List.of());
        node.put("serving", serving.size());
        node.set("tried", counts(total(serving)));
        node.set("elsewhere", counts(total(reporting.getOrDefault(false, List.of()))));
    }

    /** What one instance reports. */
    static ObjectNode write(CanaryReport report) {
        ObjectNode node = Json.object().put("id", report.id());
        node.setAll(counts(report.counts()));
        ArrayNode faults = node.putArray("faults");
        report.faults().forEach(faults::add);
        return node;
    }

    private static CanaryCounts total(List<Instance> instances) {
        var total = CanaryCounts.NONE;
        for (Instance instance : instances) {
            CanaryReport report = instance.heartbeat().canary();
            total = report == null ? total : total.plus(report.counts());
        }
        return total;
    }

    private static ObjectNode counts(CanaryCounts counts) {
        return Json.object()
                .put("requests", counts.requests())
                .put("errors", counts.errors())
                .put("slow", counts.slow())
                .put("open", counts.open());
    }
}
