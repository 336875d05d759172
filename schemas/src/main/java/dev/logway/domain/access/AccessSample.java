package dev.logway.domain.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finished request, as an edge kept it.
 *
 * @param at when its head was read, by the edge's clock, in whole milliseconds
 */
public record AccessSample(Instant at, Asked asked, Decided decided, Answered answered) {

    /**
     * What the client sent.
     *
     * @param scheme {@code http} or {@code https}
     * @param host with its port, as sent; empty if there was none
     * @param uri path and query as sent
     * @param client its IP address
     * @param fields those header fields that the group asks for
     */
    public record Asked(String method, String scheme, String host, String uri, String client, List<Field> fields) {
        /** Copies {@code fields}. */
        public Asked {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A header field that was asked for.
     *
     * @param name in lower case
     * @param value its lines joined; null if the request had none
     */
    public record Field(String name, @Nullable String value) {}

    /**
     * What the configuration said.
     *
     * @param revision that decided; 0 if none was served
     * @param route its id; null if none matched
     */
    public record Decided(long revision, @Nullable String route) {}

    /**
     * What came of it.
     *
     * @param status 499 if the client went away first
     * @param total from its head to the end of its answer, in whole milliseconds
     */
    public record Answered(int status, Duration total) {}
}
