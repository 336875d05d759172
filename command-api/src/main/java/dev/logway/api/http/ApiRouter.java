package dev.logway.api.http;

import dev.logway.api.key.ApiKeys;
import dev.logway.api.metrics.ApiMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests to their endpoint and answers back. What comes first is cheap and refuses most: the path, the key,
 * the parameters, the body's type; then the body is read.
 */
final class ApiRouter {
    private static final String CALL = "call";
    private static final String ROUTE = "route";
    private static final Set<HttpMethod> METHODS = Set.copyOf(HttpMethod.values());
    private static final String UNMATCHED = "unmatched";

    private final Operations operations;
    private final ApiMetrics metrics;
    private final Authentication authentication;

    private ApiRouter(Operations operations, ApiKeys keys) {
        this.operations = operations;
        this.metrics = operations.metrics();
        this.authentication = new Authentication(keys);
    }

    /** A router over {@code operations} for whoever shows one of {@code keys}. */
    static Router create(Vertx vertx, Operations operations, ApiKeys keys) {
        return new ApiRouter(operations, keys).build(vertx);
    }

    private Router build(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(this::begin).failureHandler(this::fail);
        var templates = new LinkedHashMap<String, SortedSet<String>>();
        for (Endpoint endpoint : operations.endpoints()) {
            templates
                    .computeIfAbsent(endpoint.template(), _ -> new TreeSet<>())
                    .add(endpoint.method().name());
        }
        templates.forEach((template, methods) -> {
            operations.endpoints().stream()
                    .filter(endpoint -> endpoint.template().equals(template))
                    .forEach(endpoint -> add(endpoint, router));
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            router.route(template).handler(context -> refuseMethod(context, methods));
        });
        router.route().handler(this::refusePath);
        return router;
    }

    /** Three routes, because Vert.x wants a body's handler first in its own, and a body is read only when let in. */
    private void add(Endpoint endpoint, Router router) {
        route(endpoint, router).handler(context -> admit(endpoint, context));
        if (endpoint.body() != Endpoint.Body.NONE) {
            route(endpoint, router).handler(BodyHandler.create(false).setBodyLimit(ApiLimits.MAX_BODY_BYTES));
        }
        route(endpoint, router).handler(context -> serve(endpoint, context));
    }

    private static Route route(Endpoint endpoint, Router router) {
        Route route = router.route(endpoint.template()).method(endpoint.method());
        return endpoint.method().equals(HttpMethod.GET) ? route.method(HttpMethod.HEAD) : route;
    }

    private void begin(RoutingContext context) {
        long startNanos = System.nanoTime();
        context.addEndHandler(_ -> metrics.answered(
                methodLabel(context.request().method()),
                context.get(ROUTE, UNMATCHED),
                context.response().getStatusCode(),
                (System.nanoTime() - startNanos) / 1e9));
        if (RequestPath.isPlain(String.valueOf(context.request().path()))) {
            context.next();
        } else {
            refusePath(context);
        }
    }

    /** Clients may make up methods; the metrics' labels must not grow with them. */
    private static String methodLabel(HttpMethod method) {
        return METHODS.contains(method) ? method.name() : "other";
    }

    private void admit(Endpoint endpoint, RoutingContext context) {
        context.put(ROUTE, endpoint.template());
        try {
            String actor = "";
            if (endpoint.access() == Endpoint.Access.KEY) {
                actor = authentication.actor(context.request().headers());
                SystemEndpoints.require(operations.plane().readiness());
            }
            MediaTypes.require(endpoint.body(), context.request().getHeader(Headers.CONTENT_TYPE));
            MediaTypes.readAsSent(context.request().headers());
            Parameters parameters = Parameters.of(context.queryParams(), endpoint.parameters());
            context.put(CALL, new Call(context, parameters, actor));
        } catch (ApiException problem) {
            write(context, Answer.problem(problem));
            return;
        }
        context.next();
    }

    private static void serve(Endpoint endpoint, RoutingContext context) {
        Call call = Objects.requireNonNull(context.get(CALL));
        Future<Answer> answer;
        try {
            answer = endpoint.handler().handle(call);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.onComplete(done ->
                write(context, done.succeeded() ? done.result() : Answer.problem(Failures.problem(done.cause()))));
    }

    private void refuseMethod(RoutingContext context, SortedSet<String> methods) {
        answerUnmatched(
                context,
                new ApiException(
                                ProblemType.METHOD_NOT_ALLOWED,
                                context.request().method() + " is not for this path (allowed: "
                                        + String.join(", ", methods) + ")")
                        .header(Headers.ALLOW, String.join(", ", methods)));
    }

    private void refusePath(RoutingContext context) {
        answerUnmatched(
                context,
                new ApiException(
                        ProblemType.UNKNOWN_PATH,
                        context.request().path() + " is nothing here; GET /v1/openapi.json lists what is"));
    }

    /** Who shows no key is told nothing but that. */
    private void answerUnmatched(RoutingContext context, ApiException problem) {
        ApiException answer = problem;
        if (String.valueOf(context.request().path()).startsWith("/v1/")) {
            try {
                authentication.actor(context.request().headers());
            } catch (ApiException refused) {
                answer = refused;
            }
        }
        write(context, Answer.problem(answer));
    }

    private void fail(RoutingContext context) {
        @Nullable Throwable failure = context.failure();
        ApiException problem = switch (context.statusCode()) {
            case 413 ->
                new ApiException(
                                ProblemType.BODY_TOO_LARGE,
                                "the body is larger than " + ApiLimits.MAX_BODY_BYTES
                                        + " bytes; split the change into several")
                        .header("Connection", "close");
            case 400 -> new ApiException(ProblemType.BAD_REQUEST, "the request's path or body cannot be read");
            default ->
                Failures.problem(
                        failure == null ? new IllegalStateException("status " + context.statusCode()) : failure);
        };
        write(context, Answer.problem(problem));
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        boolean isHead = context.request().method().equals(HttpMethod.HEAD);
        switch (answer.body()) {
            case Answer.Body.Whole _ when answer.status() == 304 -> response.end();
            case Answer.Body.Whole(Buffer bytes)
            when isHead ->
                response.putHeader("Content-Length", String.valueOf(bytes.length()))
                        .end();
            case Answer.Body.Whole(Buffer bytes) -> response.end(bytes);
            case Answer.Body.Streamed _ when isHead -> response.end();
            case Answer.Body.Streamed(Answer.Feed feed) -> feed.start(response.setChunked(true));
        }
    }
}
