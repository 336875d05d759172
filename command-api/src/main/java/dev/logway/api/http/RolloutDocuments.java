package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.api.state.Images.Newest;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.image.ScopeImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far the revisions of a group have come, as answers show it. */
final class RolloutDocuments {
    /** Revisions that are shown; the newest. */
    static final int MAX_REVISIONS = 100;

    private RolloutDocuments() {}

    /** By revision; the newest first, and always there. Instances of every state count, by what they said last. */
    static ObjectNode summary(Newest newest, ScopeImage image, List<Instance> instances) {
        var serving = new TreeMap<Long, List<Instance>>(Collections.reverseOrder());
        serving.put(newest.revision(), new ArrayList<>());
        for (Instance instance : instances) {
            long revision = instance.heartbeat().serving().revision();
            serving.computeIfAbsent(revision, _ -> new ArrayList<>()).add(instance);
        }
        ObjectNode body = revision(newest)
                .put("instances", instances.size())
                .put("healthy", healthy(instances))
                .put("applied", healthy(serving.headMap(newest.revision(), true)));
        CanaryDocuments.summary(image, instances, body);
        ArrayNode revisions = body.putArray("revisions");
        serving.entrySet().stream()
                .limit(MAX_REVISIONS)
                .forEach(entry -> revisions.add(revision(entry.getKey(), entry.getValue())));
        return body.put("revisions_omitted", Math.max(0, serving.size() - MAX_REVISIONS));
    }

    /** A revision, and when it was decided. */
    static ObjectNode revision(Newest newest) {
        return Json.object().put("revision", newest.revision()).put("decided_at", Times.text(newest.at()));
    }

    private static ObjectNode revision(long revision, List<Instance> instances) {
        List<Instant> since =
                instances.stream().map(Instance::servingSince).sorted().toList();
        return Json.object()
                .put("revision", revision)
                .put("instances", instances.size())
                .put("healthy", healthy(instances))
                .put("since", first(since))
                .put("latest", first(since.reversed()));
    }

    private static @Nullable String first(List<Instant> times) {
        return times.isEmpty() ? null : Times.text(times.getFirst());
    }

    private static long healthy(Map<Long, List<Instance>> byRevision) {
        return byRevision.values().stream().mapToLong(RolloutDocuments::healthy).sum();
    }

    private static long healthy(List<Instance> instances) {
        return instances.stream()
                .filter(instance -> instance.state() == InstanceState.HEALTHY)
                .count();
    }
}
