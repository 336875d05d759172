package dev.logway.api.http;

import dev.logway.api.log.EventFilter;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query parameters that say which events are wanted. */
final class EventFilters {
    static final String[] OF_GROUP = {"after", "limit", "outcome", "from", "to", "actor", "kind", "id"};
    static final String[] OF_RESOURCE = {"after", "limit", "outcome", "from", "to", "actor"};

    private EventFilters() {}

    /** @throws ApiException if a parameter is not valid */
    static EventFilter read(Parameters parameters) {
        return new EventFilter(
                parameters.choice("outcome", EventFilter.Verdicts.class, EventFilter.Verdicts.ACCEPTED),
                period(parameters),
                parameters.text("actor").orElse(null),
                new EventFilter.Subject(kind(parameters), id(parameters)));
    }

    private static EventFilter.Period period(Parameters parameters) {
        var from = parameters.time("from").orElse(null);
        var to = parameters.time("to").orElse(null);
        try {
            return new EventFilter.Period(from, to);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ProblemType.INVALID_PARAMETER, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable ResourceKind kind(Parameters parameters) {
        return parameters
                .text("kind")
                .map(text -> ResourceKind.parse(text).orElseThrow(() -> Parameters.invalid("kind", text, kinds())))
                .orElse(null);
    }

    private static @Nullable String id(Parameters parameters) {
        return parameters
                .text("id")
                .map(text -> {
                    if (!ResourceKey.isId(text)) {
                        throw Parameters.invalid("id", text, "1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.'");
                    }
                    return text;
                })
                .orElse(null);
    }

    private static String kinds() {
        return Arrays.stream(ResourceKind.values()).map(ResourceKind::path).collect(Collectors.joining(", "));
    }
}
