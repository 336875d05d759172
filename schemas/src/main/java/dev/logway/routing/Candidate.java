package dev.logway.routing;

import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PathPattern.Part;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One route under one of its paths: what a match answers. Made with the table, so that a match allocates nothing.
 *
 * @param <R> what the data plane keeps per route
 */
public final class Candidate<R> {
    private final CompiledRoute<R> route;
    private final PathPattern pattern;
    private final int literals;

    /** Beside the route's conditions, so that most matches need not look at those. */
    private final int methods;

    private final @Nullable RouteConditions beyondMethods;

    /** @param pattern with decoded literals */
    Candidate(CompiledRoute<R> route, PathPattern pattern) {
        this.route = route;
        this.pattern = pattern;
        this.literals = pattern.parts().stream()
                .mapToInt(part -> part instanceof Part.Literal(String text) ? text.length() : 0)
                .sum();
        this.methods = route.conditions().methods();
        this.beyondMethods = route.conditions().areMethodsAlone() ? null : route.conditions();
    }

    /** Whether everything but path and host lets {@code request} through. */
    boolean admits(RouteRequest request) {
        return admitsMethod(request) && (beyondMethods == null || beyondMethods.admitBeyondMethods(request));
    }

    /** Whether the method alone lets {@code request} through. */
    boolean admitsMethod(RouteRequest request) {
        return methods == Methods.ANY || (methods & request.methodBit()) != 0;
    }

    public CompiledRoute<R> route() {
        return route;
    }

    /** The path pattern that matched, as the operator wrote it. */
    public String pattern() {
        return pattern.text();
    }

    /**
     * What the pattern's parameters stand for in {@code path}, which it matches, in the pattern's order. A rest without
     * name is kept under {@code :ext}, as in APISIX.
     */
    public SequencedMap<String, String> parameters(String path) {
        var parameters = new LinkedHashMap<String, String>();
        int at = 0;
        for (Part part : pattern.parts()) {
            switch (part) {
                case Part.Literal(String text) -> at += text.length();
                case Part.Parameter(String name) -> {
                    int end = PatternTree.segmentEnd(path, at);
                    parameters.put(name, path.substring(at, end));
                    at = end;
                }
            }
        }
        String rest = pattern.rest();
        if (rest != null) {
            parameters.put(rest.isEmpty() ? ":ext" : rest, path.substring(at));
        }
        return Collections.unmodifiableSequencedMap(parameters);
    }

    PathPattern path() {
        return pattern;
    }

    /**
     * The order among candidates that share their literal prefix and all take the request: priority, then the pattern
     * with more literal characters, then one without a rest, then the more specific host, then the id.
     */
    static <R> int compare(Candidate<R> one, Candidate<R> other, RouteRequest request) {
        if (one.route.priority() != other.route.priority()) {
            return Integer.compare(other.route.priority(), one.route.priority());
        }
        if (one.literals != other.literals) {
            return Integer.compare(other.literals, one.literals);
        }
        if ((one.pattern.rest() == null) != (other.pattern.rest() == null)) {
            return one.pattern.rest() == null ? -1 : 1;
        }
        int byHost = Integer.compare(other.route.hostRank(request.host()), one.route.hostRank(request.host()));
        return byHost != 0 ? byHost : one.route.id().compareTo(other.route.id());
    }

    @Override
    public String toString() {
        return route + " (" + pattern + ")";
    }
}
