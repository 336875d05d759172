package dev.logway.routing;

import dev.logway.routing.Explanation.Considered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a table decides on a request, as a JSON document of maps, lists, strings, numbers and nulls: the request as
 * routing sees it, the candidates in their order, the winner.
 */
public final class MatchReport {
    private static final int MAX_CANDIDATES = 100;

    private MatchReport() {}

    /** Not for event loops, because a path may have many routes. */
    public static <R, U> SequencedMap<String, @Nullable Object> of(RoutingTable<R, U> table, MatchProbe probe) {
        Explanation<R> explanation = table.explain(probe, MAX_CANDIDATES);
        List<SequencedMap<String, @Nullable Object>> candidates =
                explanation.considered().stream().map(MatchReport::candidate).toList();
        Candidate<R> winner = explanation.winner();
        var report = new LinkedHashMap<String, @Nullable Object>();
        report.put("revision", table.revision());
        report.put("request", request(probe));
        report.put("winner", winner == null ? null : winner(winner, probe));
        report.put("candidates", candidates);
        report.put("omitted", explanation.omitted());
        return report;
    }

    private static Map<String, @Nullable Object> request(MatchProbe probe) {
        var request = new LinkedHashMap<String, @Nullable Object>();
        request.put("method", probe.method());
        request.put("host", probe.host());
        request.put("path", probe.path());
        request.put("remote_addr", probe.remoteAddress().toString());
        return request;
    }

    private static Map<String, @Nullable Object> winner(Candidate<?> winner, MatchProbe probe) {
        var parameters = new LinkedHashMap<String, @Nullable Object>(winner.parameters(probe.path()));
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("route", winner.route().id());
        document.put("uri", winner.pattern());
        document.put("parameters", parameters);
        document.put("upstream", winner.route().upstream().path());
        return document;
    }

    private static SequencedMap<String, @Nullable Object> candidate(Considered<?> considered) {
        Candidate<?> candidate = considered.candidate();
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("route", candidate.route().id());
        document.put("uri", candidate.pattern());
        document.put("priority", candidate.route().route().match().priority());
        document.put(
                "verdict", considered.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (considered.reason() != null) {
            document.put("reason", considered.reason());
        }
        return document;
    }
}
