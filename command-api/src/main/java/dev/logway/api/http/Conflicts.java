package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.merge.Conflict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what stands in the way of a computed change. */
final class Conflicts {
    private static final int MAX_NAMED = 1_000;

    private Conflicts() {}

    /** The problem that {@code change} meets {@code conflicts}; at least one. */
    static ApiException problem(String change, List<Conflict> conflicts, Direction direction) {
        String values = conflicts.size() == 1 ? "a value was" : conflicts.size() + " values were";
        var problem = new ApiException(
                ProblemType.CONFLICTING_CHANGES,
                change + ": " + values + " changed otherwise (see conflicts); force=true puts what is called "
                        + direction.goal + " there");
        ArrayNode named = problem.extra().putArray("conflicts");
        conflicts.stream().limit(MAX_NAMED).forEach(conflict -> write(conflict, direction, named.addObject()));
        if (conflicts.size() > MAX_NAMED) {
            problem.extra().put("conflicts_omitted", conflicts.size() - MAX_NAMED);
        }
        return problem;
    }

    /** Which way a change of the history is taken, and so what its two sides are called. */
    enum Direction {
        /** From what it left to what was before it. */
        BACK("before"),
        /** As it was made, elsewhere. */
        FORTH("after");

        /** What its goal is called. */
        private final String goal;

        Direction(String goal) {
            this.goal = goal;
        }
    }

    private static void write(Conflict conflict, Direction direction, ObjectNode item) {
        item.put("kind", conflict.key().kind().path())
                .put("id", conflict.key().id())
                .put("pointer", conflict.pointer());
        put("before", direction == Direction.BACK ? conflict.to() : conflict.from(), item);
        put("after", direction == Direction.BACK ? conflict.from() : conflict.to(), item);
        put("now", conflict.now(), item);
        if (conflict.revision() != null) {
            item.put("revision", conflict.revision());
        }
    }

    /** What is not there is left out. */
    private static void put(String name, @Nullable JsonNode value, ObjectNode item) {
        if (value != null) {
            item.set(name, value);
        }
    }
}
