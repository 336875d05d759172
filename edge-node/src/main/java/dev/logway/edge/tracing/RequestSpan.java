package dev.logway.edge.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** The span of one request, with the names of OpenTelemetry's semantic conventions for HTTP servers. */
public final class RequestSpan {
    private static final W3CTraceContextPropagator CONTEXT = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<MultiMap> FIELDS = new Fields();
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
    private static final AttributeKey<String> PATTERN = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("logway.route");
    private static final AttributeKey<Long> REVISION = AttributeKey.longKey("logway.revision");
    private static final AttributeKey<String> NODE = AttributeKey.stringKey("logway.upstream.node");
    private static final int FIRST_FAULT = 500;

    private final Span span;
    private final Context context;
    private final String method;

    private record Fields() implements TextMapGetter<MultiMap> {
        @Override
        public Iterable<String> keys(MultiMap fields) {
            return fields.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap fields, String name) {
            return fields == null ? null : fields.get(name);
        }
    }

    private RequestSpan(Context parent, Span span, String method) {
        this.span = span;
        this.context = parent.with(span);
        this.method = method;
    }

    /**
     * Begins the span of a request that has come.
     *
     * @param fields of its head
     * @param path as it was sent, without the query
     */
    public static RequestSpan begin(Tracing tracing, String method, String path, String client, MultiMap fields) {
        Context parent = CONTEXT.extract(Context.root(), fields, FIELDS);
        Span span = tracing.tracer()
                .spanBuilder(method)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent)
                .setAttribute(METHOD, method)
                .setAttribute(PATH, path)
                .setAttribute(CLIENT, client)
                .startSpan();
        return new RequestSpan(parent, span, method);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    /** The route {@code id} takes the request, by the path {@code pattern}, at {@code revision}. */
    public void decided(long revision, String id, String pattern) {
        span.updateName(method + " " + pattern);
        span.setAttribute(PATTERN, pattern).setAttribute(ROUTE, id).setAttribute(REVISION, revision);
    }

    /** The request goes on to {@code authority}, which becomes part of the trace by {@code fields}. */
    public void sent(MultiMap fields, String authority) {
        span.setAttribute(NODE, authority);
        CONTEXT.inject(context, fields, (to, name, value) -> {
            if (to != null) {
                to.set(name, value);
            }
        });
    }

    /** The request is answered. */
    public void end(int status) {
        span.setAttribute(STATUS, status);
        if (status >= FIRST_FAULT) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
