package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.ChangesetDocument;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says refusals in the words of HTTP: status, code, and where in the body each reason points. */
final class Rejections {
    private static final String CLIENT_CERTIFICATE = "/tls/client_cert_id";

    private Rejections() {}

    /** The problem to answer with: the first reason's kind, with all of them listed. */
    static ApiException problem(Ask ask, List<Rejection> reasons) {
        Rejection first = reasons.getFirst();
        String more = reasons.size() == 1 ? "" : " (and " + (reasons.size() - 1) + " more; see errors)";
        var problem = new ApiException(ProblemType.ofRejection(first.code()), first.message() + more);
        ArrayNode errors = problem.extra().putArray("errors");
        Map<ResourceKey, String> places = places(ask);
        for (Rejection reason : reasons) {
            write(reason, errors.addObject().put("pointer", pointer(ask.form(), reason, places)));
        }
        return problem;
    }

    /** The reasons as the record of a command shows them. */
    static void write(List<Rejection> reasons, ArrayNode errors) {
        reasons.forEach(reason -> write(reason, errors.addObject()));
    }

    private static void write(Rejection reason, ObjectNode error) {
        error.put("code", reason.code()).put("message", reason.message());
        if (reason.subject() != null) {
            error.put("subject", reason.subject().path());
        }
        if (!reason.related().isEmpty()) {
            ArrayNode related = error.putArray("related");
            reason.related().forEach(key -> related.add(key.path()));
        }
    }

    /** Where in the body each resource's document stands, if it does, or the change itself where there is none. */
    private static Map<ResourceKey, String> places(Ask ask) {
        return switch (ask.form()) {
            case RESOURCE -> Map.of(ask.edits().getFirst().key(), "");
            case CHANGESET -> changes(ask);
            case COMPUTED, PENDING -> Map.of();
        };
    }

    private static Map<ResourceKey, String> changes(Ask ask) {
        var places = new HashMap<ResourceKey, String>();
        int index = 0;
        for (Edit edit : ask.edits()) {
            String change = ChangesetDocument.pointer(index++);
            places.put(edit.key(), edit instanceof Edit.Put ? change + "/value" : change);
        }
        return places;
    }

    private static String pointer(Ask.Form form, Rejection reason, Map<ResourceKey, String> places) {
        if (reason.code().equals(Rejection.INVALID_SCHEDULE) && form == Ask.Form.CHANGESET) {
            return "/"
                    + reason.message().substring(0, Math.max(0, reason.message().indexOf(':')));
        }
        @Nullable String place = reason.subject() == null ? null : places.get(reason.subject());
        return place == null ? "" : place + field(reason);
    }

    private static String field(Rejection reason) {
        if (!reason.code().equals(Rejection.UNKNOWN_REFERENCE)
                || reason.related().isEmpty()) {
            return "";
        }
        return switch (reason.related().getFirst().kind()) {
            case SERVICES -> "/service_id";
            case UPSTREAMS -> "/upstream_id";
            case CERTIFICATES -> isUpstream(reason.subject()) ? CLIENT_CERTIFICATE : "/upstream" + CLIENT_CERTIFICATE;
            case GROUPS, ROUTES, PENDING_CHANGES -> "";
        };
    }

    private static boolean isUpstream(@Nullable ResourceKey key) {
        return key != null && key.kind() == ResourceKind.UPSTREAMS;
    }
}
