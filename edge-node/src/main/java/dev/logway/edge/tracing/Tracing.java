package dev.logway.edge.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.TimeUnit;

/**
 * Makes spans and exports them in batches, off the event loops; what does not fit is dropped. A request whose client
 * sampled it is sampled, and of the others a share.
 */
public final class Tracing implements AutoCloseable {
    private static final long CLOSE_SECONDS = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * @param share of the requests without a {@code traceparent} that are sampled, 0 to 1
     * @param group of this node
     * @param instance its id
     */
    Tracing(SpanProcessor processor, double share, String group, String instance) {
        var resource = Attributes.of(
                AttributeKey.stringKey("service.name"),
                "logway-edge",
                AttributeKey.stringKey("service.namespace"),
                group,
                AttributeKey.stringKey("service.instance.id"),
                instance);
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(resource)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(processor)
                .build();
        tracer = provider.get("dev.logway.edge");
    }

    /**
     * Tracing to a collector.
     *
     * @param endpoint that takes OTLP over HTTP, such as {@code http://127.0.0.1:4318/v1/traces}
     * @throws IllegalArgumentException if {@code endpoint} is no URL of HTTP
     */
    public static Tracing to(String endpoint, double share, String group, String instance) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
        return new Tracing(BatchSpanProcessor.builder(exporter).build(), share, group, instance);
    }

    Tracer tracer() {
        return tracer;
    }

    /** Exports what is left, for two seconds at most, and ends. */
    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
