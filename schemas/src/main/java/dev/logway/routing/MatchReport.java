package dev.logway.edge.status;

import dev.logway.edge.routing.Candidate;
import dev.logway.edge.routing.Explanation;
import dev.logway.edge.routing.Explanation.Considered;
import dev.logway.edge.serving.Served;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** The answer of {@code /status/match}: the request as routing sees it, the candidates in their order, the winner. */
final class MatchReport {
    private static final int MAX_CANDIDATES = 100;

    private MatchReport() {}

    static <R, U> JsonObject of(Served<R, U> served, MatchProbe probe) {
        Explanation<R> explanation = served.table().explain(probe, MAX_CANDIDATES);
        var candidates = new JsonArray();
        for (Considered<R> considered : explanation.considered()) {
            candidates.add(candidate(considered));
        }
        Candidate<R> winner = explanation.winner();
        return new JsonObject()
                .put("revision", served.image().revision())
                .put(
                        "request",
                        new JsonObject()
                                .put("method", probe.method())
                                .put("host", probe.host())
                                .put("path", probe.path())
                                .put("remote_addr", probe.remoteAddress().toString()))
                .put("winner", winner == null ? null : winner(winner, probe))
                .put("candidates", candidates)
                .put("omitted", explanation.omitted());
    }

    private static JsonObject winner(Candidate<?> winner, MatchProbe probe) {
        var parameters = new JsonObject();
        winner.parameters(probe.path()).forEach(parameters::put);
        return new JsonObject()
                .put("route", winner.route().id())
                .put("uri", winner.pattern())
                .put("parameters", parameters)
                .put("upstream", winner.route().upstream().path());
    }

    private static JsonObject candidate(Considered<?> considered) {
        Candidate<?> candidate = considered.candidate();
        var document = new JsonObject()
                .put("route", candidate.route().id())
                .put("uri", candidate.pattern())
                .put("priority", candidate.route().route().match().priority())
                .put(
                        "verdict",
                        considered.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return considered.reason() == null ? document : document.put("reason", considered.reason());
    }
}
