package dev.logway.routing;

import dev.logway.domain.resource.PathPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a table keeps for one literal path: the routes that take exactly it, and those whose patterns leave the literal
 * there. Immutable.
 *
 * <p>Most places have one pattern, often of one route. Such a place compares the whole path with the pattern's shape and
 * needs no tree; a second pattern makes one, which stays until the last is gone.
 *
 * @param <R> what the data plane keeps per route
 */
final class Place<R> {
    /** The literal path; one that patterns leave ends with a slash. */
    final String path;

    /** Its length, so that a match need not look at the path for it. */
    private final int length;

    /** The shape of the only pattern that leaves here; null if there is none, or a tree. */
    private final char @Nullable [] shape;

    private final @Nullable Candidates<R> exact;
    private final @Nullable Candidates<R> single;

    /** All of {@code exact}, or of {@code single}, where that is one candidate: a match need not look further. */
    private final @Nullable Candidate<R> onlyExact;

    private final @Nullable Candidate<R> onlySingle;
    private final @Nullable PatternTree<R> tree;

    private Place(
            String path,
            @Nullable Candidates<R> exact,
            char @Nullable [] shape,
            @Nullable Candidates<R> single,
            @Nullable PatternTree<R> tree) {
        this.path = path;
        this.length = path.length();
        this.exact = exact;
        this.shape = shape;
        this.single = single;
        this.onlyExact = exact == null ? null : exact.only();
        this.onlySingle = single == null ? null : single.only();
        this.tree = tree;
    }

    /** A place that nothing is at. */
    static <R> Place<R> at(String path) {
        return new Place<>(path, null, null, null, null);
    }

    boolean isVoid() {
        return exact == null && single == null && tree == null;
    }

    Place<R> withExact(Candidate<R> candidate) {
        return new Place<>(path, Candidates.orEmpty(exact).with(candidate), shape, single, tree);
    }

    Place<R> withoutExact(CompiledRoute<R> route) {
        return new Place<>(path, Candidates.orEmpty(exact).without(route).orNull(), shape, single, tree);
    }

    Place<R> withPattern(Candidate<R> candidate) {
        if (tree != null) {
            return new Place<>(path, exact, null, null, tree.with(candidate));
        }
        char[] added = PatternShape.of(candidate.path());
        if (shape == null || Arrays.equals(shape, added)) {
            return new Place<>(path, exact, added, Candidates.orEmpty(single).with(candidate), null);
        }
        var grown = PatternTree.<R>from(path.length()).with(candidate);
        var before = new ArrayList<Candidate<R>>();
        Candidates.orEmpty(single).addTo(before);
        for (Candidate<R> each : before) {
            grown = grown.with(each);
        }
        return new Place<>(path, exact, null, null, grown);
    }

    /** Without the candidates of {@code route} under {@code pattern}. */
    Place<R> withoutPattern(PathPattern pattern, CompiledRoute<R> route) {
        if (tree != null) {
            var less = tree.without(pattern, route);
            return new Place<>(path, exact, null, null, less.isEmpty() ? null : less);
        }
        if (single == null || !Arrays.equals(PatternShape.of(pattern), shape)) {
            return this;
        }
        var less = single.without(route).orNull();
        return new Place<>(path, exact, less == null ? null : shape, less, null);
    }

    /** The candidate that takes {@code request}, whose path has the hash code of this one's; null if none does. */
    @Nullable
    Candidate<R> matchExactly(RouteRequest request) {
        if (onlyExact != null) {
            return onlyExact.admitsMethod(request) && path.equals(request.path()) && onlyExact.admits(request)
                    ? onlyExact
                    : null;
        }
        return exact == null || !path.equals(request.path()) ? null : exact.best(request);
    }

    /**
     * The candidate whose pattern takes {@code request}, null if none does.
     *
     * @param end the request's path up to here has the hash code of this one's
     */
    @Nullable
    Candidate<R> matchBelow(RouteRequest request, int end) {
        if (length != end) {
            return null;
        }
        if (onlySingle != null && shape != null) {
            // The method first: its memory is on its way while the path is compared.
            return onlySingle.admitsMethod(request)
                            && PatternShape.takes(shape, request.path())
                            && onlySingle.admits(request)
                    ? onlySingle
                    : null;
        }
        if (single != null && shape != null) {
            return PatternShape.takes(shape, request.path()) ? single.best(request) : null;
        }
        return tree == null || !request.path().startsWith(path) ? null : tree.match(request);
    }

    /** Adds the candidates that take exactly {@code asked}. */
    void addExact(String asked, Collection<Candidate<R>> group) {
        if (exact != null && path.equals(asked)) {
            exact.addTo(group);
        }
    }

    /** Gives {@code explainer} every candidate whose pattern takes {@code asked}, as a match meets them. */
    void explainBelow(String asked, Explainer<R> explainer) {
        if (shape != null && single != null && PatternShape.takes(shape, asked)) {
            var group = new ArrayList<Candidate<R>>();
            single.addTo(group);
            explainer.add(group);
        }
        if (tree != null && asked.startsWith(path)) {
            tree.explain(asked, explainer);
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
