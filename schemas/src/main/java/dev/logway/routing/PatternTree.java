package dev.logway.routing;

import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PathPattern.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/*
 * The patterns form a radix tree over their literal characters; at a node, besides the literal children, there may be
 * what follows a parameter, what ends here, and what takes the whole rest. From the root, literal edges alone lead down
 * a spine; the first parameter or rest leaves it. All patterns that leave the spine at one node share their literal
 * prefix, and the deepest node of the spine is the longest prefix. So a match goes down the spine as far as the path
 * does, and on the way back asks each node for the best pattern that leaves there; the first answer wins.
 *
 * Within such a group every matching pattern has to be seen, because priority goes before shape. A node there can be
 * reached in one way only, as its position in the path follows from the nodes above it, so a match visits each node at
 * most once, however the patterns and the path are made.
 */
/**
 * The patterns of one {@link Place}: an immutable radix tree with path copying. A change costs the length of its pattern.
 *
 * @param <R> what the data plane keeps per route
 */
final class PatternTree<R> {
    private final PatternNode<R> root;
    private final int from;

    private PatternTree(PatternNode<R> root, int from) {
        this.root = root;
        this.from = from;
    }

    /** No patterns; those to come share their first {@code from} characters, which are all literal. */
    static <R> PatternTree<R> from(int from) {
        return new PatternTree<>(PatternNode.leaf(""), from);
    }

    boolean isEmpty() {
        return root.isVoid();
    }

    PatternTree<R> with(Candidate<R> candidate) {
        return new PatternTree<>(
                changed(root, candidate.path(), 0, from, candidates -> candidates.with(candidate)), from);
    }

    /** Without the candidates of {@code route} under {@code pattern}. */
    PatternTree<R> without(PathPattern pattern, CompiledRoute<R> route) {
        return new PatternTree<>(changed(root, pattern, 0, from, candidates -> candidates.without(route)), from);
    }

    /** The candidate that takes {@code request}, whose path starts as all patterns do; null if none does. */
    @Nullable
    Candidate<R> match(RouteRequest request) {
        return onSpine(root, request.path(), from, request);
    }

    /** Where the segment of {@code path} that starts at {@code from} ends. */
    static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private static <R> @Nullable Candidate<R> onSpine(PatternNode<R> node, String path, int at, RouteRequest request) {
        PatternNode<R> child = node.childOn(path, at);
        if (child != null) {
            var deeper = onSpine(child, path, at + child.length, request);
            if (deeper != null) {
                return deeper;
            }
        }
        Candidate<R> best = node.open == null ? null : node.open.best(request);
        if (node.afterParameter != null) {
            int end = segmentEnd(path, at);
            if (end > at) {
                best = inGroup(node.afterParameter, path, end, request, best);
            }
        }
        return best;
    }

    /** Gives {@code explainer} every candidate whose pattern takes {@code path}, group by group as a match meets them. */
    void explain(String path, Explainer<R> explainer) {
        explain(root, path, from, explainer);
    }

    private static <R> void explain(PatternNode<R> node, String path, int at, Explainer<R> explainer) {
        PatternNode<R> child = node.childOn(path, at);
        if (child != null) {
            explain(child, path, at + child.length, explainer);
        }
        var group = new ArrayList<Candidate<R>>();
        if (node.open != null) {
            node.open.addTo(group);
        }
        int end = segmentEnd(path, at);
        if (node.afterParameter != null && end > at) {
            collect(node.afterParameter, path, end, group);
        }
        explainer.add(group);
    }

    private static <R> void collect(PatternNode<R> node, String path, int at, List<Candidate<R>> group) {
        if (node.ending != null && at == path.length()) {
            node.ending.addTo(group);
        }
        if (node.open != null) {
            node.open.addTo(group);
        }
        int end = segmentEnd(path, at);
        if (node.afterParameter != null && end > at) {
            collect(node.afterParameter, path, end, group);
        }
        PatternNode<R> child = node.childOn(path, at);
        if (child != null) {
            collect(child, path, at + child.length, group);
        }
    }

    private static <R> @Nullable Candidate<R> inGroup(
            PatternNode<R> node, String path, int at, RouteRequest request, @Nullable Candidate<R> bestSoFar) {
        var best = bestSoFar;
        if (node.ending != null && at == path.length()) {
            best = better(best, node.ending.best(request), request);
        }
        if (node.open != null) {
            best = better(best, node.open.best(request), request);
        }
        if (node.afterParameter != null) {
            int end = segmentEnd(path, at);
            if (end > at) {
                best = inGroup(node.afterParameter, path, end, request, best);
            }
        }
        PatternNode<R> child = node.childOn(path, at);
        return child == null ? best : inGroup(child, path, at + child.length, request, best);
    }

    private static <R> @Nullable Candidate<R> better(
            @Nullable Candidate<R> one, @Nullable Candidate<R> other, RouteRequest request) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Candidate.compare(other, one, request) < 0 ? other : one;
    }

    /** The node with {@code change} made where {@code pattern}, from its {@code part}th part's {@code at}, leads. */
    private static <R> PatternNode<R> changed(
            PatternNode<R> node, PathPattern pattern, int part, int at, UnaryOperator<Candidates<R>> change) {
        if (part == pattern.parts().size()) {
            return pattern.rest() == null
                    ? node.withEnding(changed(node.ending, change))
                    : node.withOpen(changed(node.open, change));
        }
        return switch (pattern.parts().get(part)) {
            case Part.Parameter _ -> {
                PatternNode<R> old = node.afterParameter == null ? PatternNode.leaf("") : node.afterParameter;
                yield node.withAfterParameter(changed(old, pattern, part + 1, 0, change));
            }
            case Part.Literal(String text) when at == text.length() -> changed(node, pattern, part + 1, 0, change);
            case Part.Literal(String text) -> {
                int index = node.indexOf(text.charAt(at));
                if (index < 0) {
                    PatternNode<R> child =
                            changed(PatternNode.<R>leaf(text.substring(at)), pattern, part + 1, 0, change);
                    yield child.isVoid() ? node : node.withChildInserted(-1 - index, child);
                }
                PatternNode<R> child = split(node.child(index), text, at);
                yield node.withChildReplaced(
                        index,
                        changed(child, pattern, part, at + child.length, change).joined());
            }
        };
    }

    private static <R> @Nullable Candidates<R> changed(
            @Nullable Candidates<R> candidates, UnaryOperator<Candidates<R>> change) {
        var changed = change.apply(candidates == null ? Candidates.empty() : candidates);
        return changed.isEmpty() ? null : changed;
    }

    /** {@code child} cut where {@code text}, from {@code at}, leaves its label. */
    private static <R> PatternNode<R> split(PatternNode<R> child, String text, int at) {
        int common = 0;
        int limit = Math.min(child.length, text.length() - at);
        while (common < limit && child.label.charAt(common) == text.charAt(at + common)) {
            common++;
        }
        return common == child.length
                ? child
                : PatternNode.<R>leaf(child.label.substring(0, common))
                        .withChildInserted(0, child.withLabel(child.label.substring(common)));
    }
}
