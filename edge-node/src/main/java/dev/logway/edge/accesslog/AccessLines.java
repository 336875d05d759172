package dev.logway.edge.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes entries as lines of JSON; what is not known is left out. */
final class AccessLines implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator("\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // A terminal or a careless reader takes no harm from what a client sent.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int MICRO_DIGITS = 3;

    private final JsonGenerator json;

    /** @param to takes the lines of one batch; it stays open */
    AccessLines(OutputStream to) throws IOException {
        json = JSON.createGenerator(to);
    }

    void write(AccessEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", TIME.format(Instant.ofEpochMilli(entry.atMillis())));
        asked(entry.asked());
        answered(entry.answered());
        decided(entry.decided());
        json.writeEndObject();
    }

    /** Ends the last line and hands everything on. */
    @Override
    public void close() throws IOException {
        json.writeRaw('\n');
        json.close();
    }

    private void asked(AccessEntry.Asked asked) throws IOException {
        json.writeStringField("client", asked.client());
        json.writeStringField("method", asked.method());
        json.writeStringField("uri", asked.uri());
        json.writeStringField("protocol", asked.protocol());
        known("host", asked.host());
        known("user_agent", asked.userAgent());
        known("referer", asked.referer());
        known("request_id", asked.requestId());
        known("trace_id", asked.traceId());
    }

    private void answered(AccessEntry.Answered answered) throws IOException {
        json.writeNumberField("status", answered.status());
        json.writeNumberField("request_bytes", answered.requestBytes());
        json.writeNumberField("response_bytes", answered.responseBytes());
        millis("latency_ms", answered.totalNanos());
        if (answered.upstreamNanos() > 0) {
            millis("upstream_ms", answered.upstreamNanos());
        }
    }

    private void decided(AccessEntry.Decided decided) throws IOException {
        json.writeNumberField("revision", decided.revision());
        known("route", decided.route());
        known("node", decided.node());
    }

    private void known(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** With three digits behind the point. */
    private void millis(String name, long nanos) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(BigDecimal.valueOf(nanos / NANOS_PER_MICRO, MICRO_DIGITS));
    }
}
