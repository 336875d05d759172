package dev.logway.routing;

import dev.logway.domain.expression.BodyPath;
import dev.logway.domain.expression.BodyPath.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of JSON documents as {@link ValueTest} takes them. */
final class BodyValues {
    private BodyValues() {}

    /** The value at {@code path}; a list of all there are if the path names every element; null if there is none. */
    static @Nullable Object at(Object root, BodyPath path) {
        List<Object> found = List.of(root);
        for (Step step : path.steps()) {
            var next = new ArrayList<>();
            for (Object value : found) {
                advance(value, step, next);
            }
            found = next;
        }
        if (path.steps().contains(new Step.EveryElement())) {
            return found.isEmpty() ? null : values(found);
        }
        return found.isEmpty() ? null : value(found.getFirst());
    }

    private static void advance(Object value, Step step, List<Object> next) {
        switch (step) {
            case Step.Member(String name) when value instanceof Map<?, ?> object -> add(object.get(name), next);
            case Step.Element(int index)
            when value instanceof List<?> array && index < array.size() -> add(array.get(index), next);
            case Step.EveryElement _ when value instanceof List<?> array -> array.forEach(each -> add(each, next));
            case Step.Member _, Step.Element _, Step.EveryElement _ -> {}
        }
    }

    private static void add(@Nullable Object value, List<Object> values) {
        if (value != null) {
            values.add(value);
        }
    }

    private static Object value(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case List<?> list -> values(list);
            default -> value;
        };
    }

    private static List<Object> values(List<?> list) {
        var values = new ArrayList<>();
        for (Object each : list) {
            add(each == null ? null : value(each), values);
        }
        return values;
    }
}
