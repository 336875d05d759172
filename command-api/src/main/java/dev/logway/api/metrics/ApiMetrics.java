package dev.logway.api.metrics;

import dev.logway.api.state.Images;
import dev.logway.api.state.Outcomes;
import dev.logway.domain.Scope;
import dev.logway.log.ReaderStatus;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/** The command API's metrics, in a registry of their own. Threadsafe. */
public final class ApiMetrics {
    /** The type of what {@link #text} gives. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests;
    private final Histogram seconds;
    private final Counter appended;
    private final Counter decided;

    public ApiMetrics() {
        requests = Counter.builder()
                .name("logway_api_requests_total")
                .help("Requests answered.")
                .labelNames("method", "route", "code")
                .register(registry);
        seconds = Histogram.builder()
                .name("logway_api_request_seconds")
                .help("Time until a request was answered.")
                .labelNames("method", "route")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
        appended = Counter.builder()
                .name("logway_api_commands_appended_total")
                .help("Commands handed to the log.")
                .register(registry);
        decided = Counter.builder()
                .name("logway_api_commands_total")
                .help("Commands by what their asker was told: accepted, repeated, rejected, unknown, unreachable.")
                .labelNames("outcome")
                .register(registry);
        JvmMetrics.builder().register(registry);
    }

    /** Shows how many outcomes are waited for, and the revision of each image. */
    public void show(Outcomes outcomes, Images images) {
        GaugeWithCallback.builder()
                .name("logway_api_commands_outstanding")
                .help("Commands whose outcome is waited for.")
                .callback(gauge -> gauge.call(outcomes.outstanding()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("logway_api_image_revision")
                .help("The revision of each scope that this node shows.")
                .labelNames("scope")
                .callback(gauge ->
                        images.all().forEach((scope, image) -> gauge.call((double) image.revision(), scope.path())))
                .register(registry);
    }

    /** Shows the faults of following each scope. */
    public void show(Supplier<? extends Map<Scope, ReaderStatus>> statuses) {
        GaugeWithCallback.builder()
                .name("logway_api_reader_faults")
                .help("What keeps each scope's newest revision from being shown.")
                .labelNames("scope")
                .callback(gauge -> statuses.get()
                        .forEach((scope, status) -> gauge.call(status.faults().size(), scope.path())))
                .register(registry);
    }

    /** A request was answered. */
    public void answered(String method, String route, int code, double tookSeconds) {
        requests.labelValues(method, route, Integer.toString(code)).inc();
        seconds.labelValues(method, route).observe(tookSeconds);
    }

    /** A command was handed to the log. */
    public void appended() {
        appended.inc();
    }

    /** The asker of a command was told {@code outcome}. */
    public void decided(String outcome) {
        decided.labelValues(outcome).inc();
    }

    /** Everything, in Prometheus' text format. */
    public byte[] text() {
        var out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
