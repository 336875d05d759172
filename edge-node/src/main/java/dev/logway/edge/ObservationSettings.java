package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.edge.proxy.RevisionHeader;
import dev.logway.settings.Settings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** What an edge lets others see of its traffic. */
record ObservationSettings(Settings settings) {
    private static final String METRICS_MAX_ROUTES = "metrics.max.routes";
    private static final String ACCESS_LOG = "access.log";
    private static final String TRACING_ENDPOINT = "tracing.endpoint";
    private static final String TRACING_SHARE = "tracing.sample.ratio";

    private static final String REVISION_HEADER = "http.revision.header";

    static void define(ConfigDef definition) {
        definition
                .define(
                        METRICS_MAX_ROUTES,
                        INT,
                        1_000,
                        between(0, 1_000_000),
                        LOW,
                        "Routes that have metrics of their own; the others share one label.")
                .define(
                        ACCESS_LOG,
                        STRING,
                        "off",
                        new ConfigDef.NonEmptyString(),
                        MEDIUM,
                        "Where each finished request is written as a line of JSON: off, stdout, or the path of a file.")
                .define(
                        TRACING_ENDPOINT,
                        STRING,
                        "",
                        MEDIUM,
                        "Collector that spans go to, OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces; empty for no"
                                + " tracing.")
                .define(
                        TRACING_SHARE,
                        DOUBLE,
                        0.01,
                        between(0, 1),
                        LOW,
                        "Share of the requests that are traced where the client has not decided it by a traceparent.")
                .define(
                        REVISION_HEADER,
                        STRING,
                        word(RevisionHeader.ASKED),
                        ValidString.in(words()),
                        LOW,
                        "Which answers say in Logway-Revision what revision decided them: always all, asked those to requests"
                                + " with Logway-Min-Revision, off none, and that field is not heard.");
    }

    int metricsMaxRoutes() {
        return settings.integer(METRICS_MAX_ROUTES);
    }

    RevisionHeader revisionHeader() {
        return RevisionHeader.valueOf(settings.string(REVISION_HEADER).toUpperCase(Locale.ROOT));
    }

    private static String[] words() {
        return Arrays.stream(RevisionHeader.values())
                .map(ObservationSettings::word)
                .toArray(String[]::new);
    }

    private static String word(RevisionHeader value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    String accessLog() {
        return settings.string(ACCESS_LOG);
    }

    Optional<String> tracingEndpoint() {
        return settings.text(TRACING_ENDPOINT);
    }

    double tracingShare() {
        return settings.real(TRACING_SHARE);
    }
}
