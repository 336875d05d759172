package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Edit;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.routing.Candidate;
import dev.logway.routing.Explanation.Considered;
import dev.logway.routing.Explanation.Verdict;
import dev.logway.routing.RoutingTable;
import dev.logway.wire.ConfigCodec;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changes would do to recorded requests: which route takes each of them before and after. Confined to one thread. */
final class Rehearsal {
    /** How many examples are given of each outcome. */
    static final int EXAMPLES = 5;

    /** Candidates that are looked through for the reason why a route takes a request no more. */
    private static final int MOST_CANDIDATES = 100;

    private final RoutingTable<String, String> before;
    private final RoutingTable<String, String> after;
    private final Set<ResourceKey> changed;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final SortedSet<String> unseen = new TreeSet<>();
    private final ArrayNode examples = Json.array();
    private int refused;
    private int uncertain;

    /** What becomes of a request. */
    private enum Outcome {
        /** The same route takes it, in the same way. */
        SAME,
        /** The same route takes it, and it or its upstream is changed. */
        CHANGED,
        /** Another route takes it. */
        OTHER_ROUTE,
        /** No route takes it any more. */
        NO_ROUTE,
        /** A route takes it, where none did. */
        NEWLY_ROUTED,
        /** No route takes it, and none did. */
        UNROUTED
    }

    /** @param before the table of {@code image} */
    private Rehearsal(RoutingTable<String, String> before, ScopeImage image, List<Edit> edits) {
        this.before = before;
        List<Change> changes = edits.stream()
                .filter(edit -> isNew(edit, image))
                .map(edit -> made(edit, image))
                .toList();
        this.changed = changes.stream().map(Change::key).collect(Collectors.toSet());
        List<EntryChange> entries = changes.stream()
                .map(change -> ConfigCodec.encode(image.scope(), change).change())
                .toList();
        ScopeDelta delta = ScopeDelta.of(image.revision(), image.revision() + 1, entries);
        this.after = before.apply(delta, image.apply(delta));
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
    }

    /**
     * The report on {@code requests}. Not for event loops.
     *
     * @param before the table of {@code image}
     * @param edits that {@code image} admits, be it at once or once they are approved
     */
    static ObjectNode report(
            RoutingTable<String, String> before, ScopeImage image, List<Edit> edits, List<RecordedRequest> requests) {
        var rehearsal = new Rehearsal(before, image, edits);
        for (int i = 0; i < requests.size(); i++) {
            rehearsal.take(i, requests.get(i));
        }
        return rehearsal.document(requests.size());
    }

    /** A put of what is there changes nothing. */
    private static boolean isNew(Edit edit, ScopeImage image) {
        return switch (edit) {
            case Edit.Put(Resource resource) ->
                image.get(resource.key())
                        .filter(entry -> entry.resource().equals(resource))
                        .isEmpty();
            case Edit.Delete _ -> true;
        };
    }

    /** The edit as if it were made; when and by whom is nothing to a table. */
    private static Change made(Edit edit, ScopeImage image) {
        return switch (edit) {
            case Edit.Put(Resource resource) ->
                new Change.Defined(resource, new Meta(image.revision() + 1, Instant.EPOCH, Instant.EPOCH, "rehearsal"));
            case Edit.Delete(ResourceKey key) -> new Change.Removed(key);
        };
    }

    private void take(int index, RecordedRequest request) {
        Candidate<String> was = before.match(request);
        Candidate<String> is = after.match(request);
        Outcome outcome = outcome(was, is);
        int seen = counts.merge(outcome, 1, Integer::sum);
        String reason = was != null && (outcome == Outcome.OTHER_ROUTE || outcome == Outcome.NO_ROUTE)
                ? refusal(request, was.route().id())
                : null;
        refused += reason == null ? 0 : 1;
        uncertain += request.unseen().isEmpty() ? 0 : 1;
        unseen.addAll(request.unseen());
        if (outcome != Outcome.SAME && outcome != Outcome.UNROUTED && seen <= EXAMPLES) {
            examples.add(example(index, request, outcome)
                    .put("before", id(was))
                    .put("after", id(is))
                    .put("reason", reason));
        }
    }

    private Outcome outcome(@Nullable Candidate<String> was, @Nullable Candidate<String> is) {
        if (was == null) {
            return is == null ? Outcome.UNROUTED : Outcome.NEWLY_ROUTED;
        }
        if (is == null) {
            return Outcome.NO_ROUTE;
        }
        if (!was.route().id().equals(is.route().id())) {
            return Outcome.OTHER_ROUTE;
        }
        boolean same = !changed.contains(
                        new ResourceKey(ResourceKind.ROUTES, is.route().id()))
                && !changed.contains(is.route().upstream());
        return same ? Outcome.SAME : Outcome.CHANGED;
    }

    /** Why {@code route}, whose path still fits, is passed over now; null if it is not. */
    private @Nullable String refusal(RecordedRequest request, String route) {
        for (Considered<String> considered :
                after.explain(request, MOST_CANDIDATES).considered()) {
            if (considered.verdict() == Verdict.PASSED_OVER
                    && considered.candidate().route().id().equals(route)) {
                return considered.reason();
            }
        }
        return null;
    }

    private static ObjectNode example(int index, RecordedRequest request, Outcome outcome) {
        ObjectNode example = Json.object();
        if (request.at() == null) {
            example.put("request", index);
        } else {
            example.put("at", Times.text(request.at()));
        }
        return example.put("method", request.method())
                .put("host", request.host())
                .put("uri", request.uri())
                .put("outcome", word(outcome));
    }

    private ObjectNode document(int requests) {
        ObjectNode body = Json.object().put("revision", before.revision()).put("requests", requests);
        counts.forEach((outcome, count) -> body.put(word(outcome), count));
        body.put("refused", refused).put("uncertain", uncertain);
        ArrayNode names = body.putArray("not_recorded");
        unseen.forEach(names::add);
        body.set("examples", examples);
        return body;
    }

    private static @Nullable String id(@Nullable Candidate<String> candidate) {
        return candidate == null ? null : candidate.route().id();
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
