package dev.logway.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code timeout}: an object of {@code connect}, {@code send} and {@code read}, in seconds. */
final class TimeoutFields {
    private static final String NAME = "timeout";

    private TimeoutFields() {}

    /** The timeouts; null if there are none, or they are at fault. */
    static @Nullable Timeouts read(Fields parent) {
        Fields fields = parent.open(NAME);
        if (fields == null) {
            return null;
        }
        Duration connect = fields.read("connect", Seconds::read);
        Duration send = fields.read("send", Seconds::read);
        Duration read = fields.read("read", Seconds::read);
        return connect == null || send == null || read == null
                ? null
                : parent.part(() -> new Timeouts(connect, send, read));
    }

    static void write(@Nullable Timeouts timeouts, ObjectNode parent) {
        if (timeouts != null) {
            ObjectNode fields = parent.putObject(NAME);
            fields.set("connect", Seconds.write(timeouts.connect()));
            fields.set("send", Seconds.write(timeouts.send()));
            fields.set("read", Seconds.write(timeouts.read()));
        }
    }
}
