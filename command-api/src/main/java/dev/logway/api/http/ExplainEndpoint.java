package dev.logway.api.http;

import dev.logway.api.json.Json;
import dev.logway.domain.image.ScopeImage;
import dev.logway.routing.MatchProbe;
import dev.logway.routing.MatchReport;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which route takes a request, now or at another moment, by the code that edges route with. */
final class ExplainEndpoint {
    private final ShownAt shown;
    private final RoutingTables tables;
    private final Offload offload;

    ExplainEndpoint(ShownAt shown, RoutingTables tables, Offload offload) {
        this.shown = shown;
        this.tables = tables;
        this.offload = offload;
    }

    Endpoint at(String template) {
        return Endpoint.get(template, this::explain)
                .with(MatchProbe.PARAMETERS.toArray(String[]::new))
                .with(ShownAt.AT);
    }

    private Future<Answer> explain(Call call) {
        MatchProbe probe = probe(call.parameters());
        return shown.group(call).compose(image -> offload.later(() -> answer(image, probe)));
    }

    private static MatchProbe probe(Parameters parameters) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String name : MatchProbe.PARAMETERS) {
            List<String> values = parameters.texts(name);
            if (!values.isEmpty()) {
                given.put(name, values);
            }
        }
        try {
            return MatchProbe.of(given);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ProblemType.INVALID_PARAMETER, String.valueOf(e.getMessage()));
        }
    }

    private Answer answer(ScopeImage image, MatchProbe probe) {
        return Answer.json(200, Json.of(MatchReport.of(tables.of(image), probe)))
                .header(Headers.REVISION, image.revision());
    }
}
