package dev.logway.api.http;

import dev.logway.api.json.Json;
import dev.logway.api.log.Readiness;
import dev.logway.api.metrics.ApiMetrics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What everyone may ask: whether this node is ready, what it offers, how it does. */
final class SystemEndpoints {
    static final String READY = "/v1/ready";

    private final Readiness readiness;
    private final Buffer openApi;
    private final ApiMetrics metrics;

    SystemEndpoints(Readiness readiness, OpenApi openApi, ApiMetrics metrics) {
        this.readiness = readiness;
        this.openApi = Buffer.buffer(Json.bytes(openApi.document()));
        this.metrics = metrics;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get(READY, this::ready).open(),
                Endpoint.get("/v1/openapi.json", this::openApi).open(),
                Endpoint.get("/metrics", this::metrics).open());
    }

    /** @throws ApiException if {@code readiness} says that this node does not know enough yet */
    static void require(Readiness readiness) {
        List<String> missing = readiness.missing();
        if (!missing.isEmpty()) {
            var problem = new ApiException(ProblemType.NOT_READY, "waiting for " + String.join("; ", missing))
                    .header(Headers.RETRY_AFTER, 1);
            var array = problem.extra().putArray("missing");
            missing.forEach(array::add);
            throw problem;
        }
    }

    private Future<Answer> ready(Call call) {
        require(readiness);
        return Future.succeededFuture(Answer.json(200, Json.object().put("ready", true)));
    }

    private Future<Answer> openApi(Call call) {
        return Future.succeededFuture(Answer.of(200, "application/json", openApi));
    }

    private Future<Answer> metrics(Call call) {
        return Future.succeededFuture(Answer.of(200, ApiMetrics.CONTENT_TYPE, Buffer.buffer(metrics.text())));
    }
}
