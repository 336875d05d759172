package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.AccessSamplingFields;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.api.log.AccessSamples.Recent;
import dev.logway.domain.access.AccessSample;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.routing.MatchProbe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The samples that a rehearsal looks at. */
final class SampledRequests {
    private final Recent recent;
    private final List<RecordedRequest> requests = new ArrayList<>();
    private int skipped;

    /** Reads {@code recent}. Not for event loops. */
    SampledRequests(Recent recent) {
        this.recent = recent;
        this.skipped = recent.undecodable();
        for (AccessSample sample : recent.samples()) {
            try {
                requests.add(request(sample));
            } catch (IllegalArgumentException e) {
                skipped++; // a client may send what routing never came to see
            }
        }
    }

    List<RecordedRequest> requests() {
        return requests;
    }

    /**
     * What they are, for the answer.
     *
     * @param sampling what the group asks for now; null if it asks for none
     */
    ObjectNode document(@Nullable AccessSampling sampling) {
        List<Instant> times =
                recent.samples().stream().map(AccessSample::at).sorted().toList();
        ObjectNode document = Json.object()
                .put("from", times.isEmpty() ? null : Times.text(times.getFirst()))
                .put("to", times.isEmpty() ? null : Times.text(times.getLast()))
                .put("requests", requests.size());
        document.set("percent", sampling == null ? null : AccessSamplingFields.percent(sampling));
        return document.put("truncated", recent.reach() == Recent.Reach.NEWEST).put("skipped", skipped);
    }

    private static RecordedRequest request(AccessSample sample) {
        AccessSample.Asked asked = sample.asked();
        var headers = new ArrayList<String>();
        Set<String> recorded = new HashSet<>(Set.of("host"));
        asked.fields().forEach(field -> {
            recorded.add(field.name());
            if (field.value() != null) {
                headers.add(field.name() + ": " + field.value());
            }
        });
        var given = new HashMap<String, List<String>>();
        given.put("path", List.of(asked.uri()));
        given.put("method", List.of(asked.method()));
        given.put("host", List.of(asked.host()));
        given.put("remote_addr", List.of(asked.client()));
        given.put("header", headers);
        return new RecordedRequest(MatchProbe.of(given), recorded, sample.at());
    }
}
