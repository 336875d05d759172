package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.domain.fleet.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Receipts as answers show them: which instance serves which revision, since when, and how many milliseconds after it
 * was decided that was. Both times are the broker's. Who serves a later revision by now is shown with that one.
 */
final class Receipts {
    /** How many a header holds; those that came first. */
    static final int IN_HEADER = 20;

    private static final Comparator<Instance> AS_THEY_CAME =
            Comparator.comparing(Instance::servingSince).thenComparing(Instance::id);

    private Receipts() {}

    /** @param decided when the revision was decided; null if that is not known */
    static ObjectNode write(Instance instance, @Nullable Instant decided) {
        return Json.object()
                .put("instance", instance.id().id())
                .put("zone", instance.heartbeat().address().zone())
                .put("state", instance.state().code())
                .put("revision", instance.heartbeat().serving().revision())
                .put("at", Times.text(instance.servingSince()))
                .put("ms", decided == null ? null : millis(instance, decided));
    }

    /** The receipts of {@code instances}, the earliest first. */
    static ArrayNode write(List<Instance> instances, Instant decided) {
        ArrayNode array = Json.array();
        asTheyCame(instances).forEach(instance -> array.add(write(instance, decided)));
        return array;
    }

    /** As {@link #write}, in short, as a list (RFC 9651): {@code "edge-1";revision=4;ms=12}. */
    static String header(List<Instance> instances, Instant decided) {
        return asTheyCame(instances)
                .limit(IN_HEADER)
                .map(instance -> '"' + instance.id().id() + "\";revision="
                        + instance.heartbeat().serving().revision() + ";ms=" + millis(instance, decided))
                .collect(Collectors.joining(", "));
    }

    /** How long it took until all of {@code instances} served it. */
    static long longestMillis(List<Instance> instances, Instant decided) {
        return instances.stream()
                .mapToLong(instance -> millis(instance, decided))
                .max()
                .orElse(0);
    }

    private static Stream<Instance> asTheyCame(List<Instance> instances) {
        return instances.stream().sorted(AS_THEY_CAME);
    }

    private static long millis(Instance instance, Instant decided) {
        return Math.max(0, Duration.between(decided, instance.servingSince()).toMillis());
    }
}
