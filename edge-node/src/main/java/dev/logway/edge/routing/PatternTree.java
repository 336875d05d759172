package dev.logway.edge.routing;

import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PathPattern.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/*
 * How a path finds its pattern.
 *
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
 * The path patterns with parameters or a rest: an immutable radix tree with path copying. A change costs the length of
 * its pattern.
 *
 * @param <R> what the data plane keeps per route
 */
final class PatternTree<R> {
    private final Node<R> root;

    /**
     * @param label the literal characters that lead here from the node above; empty at the root and after a parameter
     * @param children by the first character of their label, ascending
     * @param afterParameter what follows a parameter that starts here
     * @param ending the patterns that end here
     * @param open the patterns that take any rest from here
     */
    private record Node<R>(
            String label,
            List<Node<R>> children,
            @Nullable Node<R> afterParameter,
            @Nullable Candidates<R> ending,
            @Nullable Candidates<R> open) {

        static <R> Node<R> leaf(String label) {
            return new Node<>(label, List.of(), null, null, null);
        }

        boolean isVoid() {
            return children.isEmpty() && afterParameter == null && ending == null && open == null;
        }

        /** The index of the child whose label starts with {@code first}, or {@code -1 - where it would stand}. */
        int indexOf(char first) {
            int low = 0;
            int high = children.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                char at = children.get(middle).label.charAt(0);
                if (at == first) {
                    return middle;
                }
                if (at < first) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1 - low;
        }

        Node<R> labelled(String newLabel) {
            return new Node<>(newLabel, children, afterParameter, ending, open);
        }

        Node<R> withChildren(List<Node<R>> newChildren) {
            return new Node<>(label, newChildren, afterParameter, ending, open);
        }
    }

    private PatternTree(Node<R> root) {
        this.root = root;
    }

    static <R> PatternTree<R> empty() {
        return new PatternTree<>(Node.leaf(""));
    }

    PatternTree<R> with(Candidate<R> candidate) {
        return new PatternTree<>(changed(root, candidate.path(), 0, 0, candidates -> candidates.with(candidate)));
    }

    /** Without the candidates of {@code route} under {@code pattern}. */
    PatternTree<R> without(PathPattern pattern, CompiledRoute<R> route) {
        return new PatternTree<>(changed(root, pattern, 0, 0, candidates -> candidates.without(route)));
    }

    /** The candidate that takes {@code request}, or null. */
    @Nullable
    Candidate<R> match(RouteRequest request) {
        return onSpine(root, request.path(), 0, request);
    }

    /** Where the segment of {@code path} that starts at {@code from} ends. */
    static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private static <R> @Nullable Candidate<R> onSpine(Node<R> node, String path, int at, RouteRequest request) {
        Node<R> child = child(node, path, at);
        if (child != null) {
            var deeper = onSpine(child, path, at + child.label.length(), request);
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
        explain(root, path, 0, explainer);
    }

    private static <R> void explain(Node<R> node, String path, int at, Explainer<R> explainer) {
        Node<R> child = child(node, path, at);
        if (child != null) {
            explain(child, path, at + child.label.length(), explainer);
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

    private static <R> void collect(Node<R> node, String path, int at, List<Candidate<R>> group) {
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
        Node<R> child = child(node, path, at);
        if (child != null) {
            collect(child, path, at + child.label.length(), group);
        }
    }

    private static <R> @Nullable Candidate<R> inGroup(
            Node<R> node, String path, int at, RouteRequest request, @Nullable Candidate<R> bestSoFar) {
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
        Node<R> child = child(node, path, at);
        return child == null ? best : inGroup(child, path, at + child.label.length(), request, best);
    }

    private static <R> @Nullable Candidate<R> better(
            @Nullable Candidate<R> one, @Nullable Candidate<R> other, RouteRequest request) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Candidate.compare(other, one, request) < 0 ? other : one;
    }

    /** The child whose whole label stands in {@code path} at {@code at}, or null. */
    private static <R> @Nullable Node<R> child(Node<R> node, String path, int at) {
        if (at >= path.length() || node.children.isEmpty()) {
            return null;
        }
        int index = node.indexOf(path.charAt(at));
        if (index < 0) {
            return null;
        }
        Node<R> child = node.children.get(index);
        return path.startsWith(child.label, at) ? child : null;
    }

    /** The node with {@code change} made where {@code pattern}, from its {@code part}th part's {@code at}, leads. */
    private static <R> Node<R> changed(
            Node<R> node, PathPattern pattern, int part, int at, UnaryOperator<Candidates<R>> change) {
        if (part == pattern.parts().size()) {
            return pattern.rest() == null
                    ? new Node<>(
                            node.label, node.children, node.afterParameter, changed(node.ending, change), node.open)
                    : new Node<>(
                            node.label, node.children, node.afterParameter, node.ending, changed(node.open, change));
        }
        return switch (pattern.parts().get(part)) {
            case Part.Parameter _ -> {
                Node<R> old = node.afterParameter == null ? Node.leaf("") : node.afterParameter;
                Node<R> after = changed(old, pattern, part + 1, 0, change);
                yield new Node<>(node.label, node.children, after.isVoid() ? null : after, node.ending, node.open);
            }
            case Part.Literal(String text) when at == text.length() -> changed(node, pattern, part + 1, 0, change);
            case Part.Literal(String text) -> {
                int index = node.indexOf(text.charAt(at));
                if (index < 0) {
                    Node<R> child = changed(Node.<R>leaf(text.substring(at)), pattern, part + 1, 0, change);
                    yield child.isVoid() ? node : node.withChildren(inserted(node.children, -1 - index, child));
                }
                Node<R> child = split(node.children.get(index), text, at);
                yield node.withChildren(replaced(
                        node.children,
                        index,
                        joined(changed(child, pattern, part, at + child.label.length(), change))));
            }
        };
    }

    private static <R> @Nullable Candidates<R> changed(
            @Nullable Candidates<R> candidates, UnaryOperator<Candidates<R>> change) {
        var changed = change.apply(candidates == null ? Candidates.empty() : candidates);
        return changed.isEmpty() ? null : changed;
    }

    /** {@code child} cut where {@code text}, from {@code at}, leaves its label. */
    private static <R> Node<R> split(Node<R> child, String text, int at) {
        int common = 0;
        int limit = Math.min(child.label.length(), text.length() - at);
        while (common < limit && child.label.charAt(common) == text.charAt(at + common)) {
            common++;
        }
        if (common == child.label.length()) {
            return child;
        }
        return Node.<R>leaf(child.label.substring(0, common))
                .withChildren(List.of(child.labelled(child.label.substring(common))));
    }

    /** {@code node} joined with its only child if nothing else keeps it. */
    private static <R> Node<R> joined(Node<R> node) {
        if (node.children.size() != 1 || node.afterParameter != null || node.ending != null || node.open != null) {
            return node;
        }
        Node<R> child = node.children.getFirst();
        return child.labelled(node.label + child.label);
    }

    private static <R> List<Node<R>> inserted(List<Node<R>> children, int index, Node<R> child) {
        var longer = new ArrayList<Node<R>>(children.size() + 1);
        longer.addAll(children);
        longer.add(index, child);
        return List.copyOf(longer);
    }

    private static <R> List<Node<R>> replaced(List<Node<R>> children, int index, Node<R> child) {
        var copy = new ArrayList<>(children);
        if (child.isVoid()) {
            copy.remove(index);
        } else {
            copy.set(index, child);
        }
        return List.copyOf(copy);
    }
}
