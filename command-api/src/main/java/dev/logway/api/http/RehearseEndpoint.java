package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.InvalidDocumentException;
import dev.logway.api.json.Json;
import dev.logway.api.log.AccessSamples;
import dev.logway.api.log.HistoryUnavailableException;
import dev.logway.domain.command.Edit;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.domain.resource.Group;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a changeset would do to requests: those that an access log recorded, or that edges sampled. Nothing is changed. */
final class RehearseEndpoint {
    private static final List<String> NOT_TAKEN = List.of("effective_at", "expires_at", "canary");

    private final CommandDesk desk;
    private final Bodies bodies;
    private final AccessSamples samples;
    private final RoutingTables tables;
    private final Offload offload;

    RehearseEndpoint(CommandDesk desk, Bodies bodies, AccessSamples samples, RoutingTables tables, Offload offload) {
        this.desk = desk;
        this.bodies = bodies;
        this.samples = samples;
        this.tables = tables;
        this.offload = offload;
    }

    Endpoint at(String template) {
        return Endpoint.post(template, this::rehearse).with("force", "break_glass");
    }

    private Future<Answer> rehearse(Call call) {
        call.scope();
        Conditions.refuse(call);
        return bodies.json(call)
                .compose(body -> offload.later(() -> RehearsedRequests.of(body))
                        .compose(requests -> bodies.changeset(call, changes(body))
                                .compose(changeset -> desk.plan(call, changeset)
                                        .compose(planned -> answer(planned.image(), changeset.edits(), requests)))));
    }

    /** The changeset in {@code body}. */
    private static JsonNode changes(JsonNode body) {
        for (String name : NOT_TAKEN) {
            if (body.has(name)) {
                throw InvalidDocumentException.of(
                        "/" + name, name + ": not taken by a rehearsal, which is of now and of all instances");
            }
        }
        ObjectNode changes = Json.object();
        changes.setAll((ObjectNode) body);
        return changes.without(List.of(RehearsedRequests.REQUESTS, RehearsedRequests.LAST));
    }

    private Future<Answer> answer(ScopeImage image, List<Edit> edits, RehearsedRequests asked) {
        return switch (asked) {
            case RehearsedRequests.Given(List<RecordedRequest> requests) ->
                offload.later(() -> answer(image, report(image, edits, requests)));
            case RehearsedRequests.Sampled sampled ->
                recent(image, sampled)
                        .compose(recent -> offload.later(() -> {
                            var requests = new SampledRequests(recent);
                            ObjectNode report = report(image, edits, requests.requests());
                            report.set("sampled", requests.document(sampling(image)));
                            return answer(image, report);
                        }));
        };
    }

    private ObjectNode report(ScopeImage image, List<Edit> edits, List<RecordedRequest> requests) {
        return Rehearsal.report(tables.of(image), image, edits, requests);
    }

    private static Answer answer(ScopeImage image, ObjectNode report) {
        return Answer.json(200, report).header(Headers.REVISION, image.revision());
    }

    private Future<AccessSamples.Recent> recent(ScopeImage image, RehearsedRequests.Sampled sampled) {
        String group = image.scope().name();
        return samples.newest(group, sampled.last(), RecordedRequests.MAX)
                .map(found -> found.orElseThrow(() -> noTopic(group, sampling(image))));
    }

    private static RuntimeException noTopic(String group, @Nullable AccessSampling sampling) {
        return sampling == null
                ? new ApiException(
                        ProblemType.NOT_SAMPLED,
                        "group " + group + " keeps no requests; ask for some in its document, such as"
                                + " \"access_sampling\": {\"percent\": 1}, and rehearse once it had traffic, or send requests")
                : new HistoryUnavailableException(
                        "the topic for samples of group " + group + " is not there yet; it is made when the group first"
                                + " asks for samples, else the log of a command API says why not",
                        null);
    }

    /** What the group asks for; null if it asks for nothing. */
    private static @Nullable AccessSampling sampling(ScopeImage image) {
        return image.group().map(Group::sampling).orElse(null);
    }
}
