package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instances as answers show them. */
final class Instances {
    private Instances() {}

    /**
     * The instance, with how far it is behind.
     *
     * @param newest the scope's newest revision
     */
    static ObjectNode write(Instance instance, long newest, Instant now) {
        Heartbeat heartbeat = instance.heartbeat();
        Heartbeat.Serving serving = heartbeat.serving();
        Heartbeat.Address address = heartbeat.address();
        long behind = Math.max(0, newest - serving.revision());
        ObjectNode node = Json.object()
                .put("id", instance.id().id())
                .put("state", instance.state().code())
                .put("since", Times.text(instance.since()))
                .put("last_seen", Times.text(instance.lastSeen()))
                .put("revision", serving.revision())
                .put("serving_since", Times.text(instance.servingSince()))
                .put("digest", serving.digest().toString())
                .put("lag_revisions", behind)
                .put("lag_ms", behind == 0 ? 0 : millisSince(instance.behindSince(), now));
        texts(heartbeat.errors(), node.putArray("errors"));
        texts(heartbeat.warnings(), node.putArray("warnings"));
        if (heartbeat.canary() != null) {
            node.set("canary", CanaryDocuments.write(heartbeat.canary()));
        }
        node.put("hostname", address.hostname());
        texts(address.listeners(), node.putArray("addresses"));
        return node.put("version", address.version())
                .put("region", address.region())
                .put("zone", address.zone())
                .put("uptime_ms", heartbeat.uptime().toMillis());
    }

    /** By the broker's clock at one end and this node's at the other, which may disagree a little. */
    private static long millisSince(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis());
    }

    private static void texts(List<String> texts, ArrayNode array) {
        texts.forEach(array::add);
    }
}
