package dev.logway.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * Laid out for the processor's cache: in a table of a hundred thousand routes nearly every node that a match visits comes
 * from memory. So the first characters of all children stand together in one array, a child is touched only once it is
 * known to be the one, and its label only if it is longer than what was compared already.
 */
/**
 * A node of a {@link PatternTree}. Immutable.
 *
 * @param <R> what the data plane keeps per route
 */
final class PatternNode<R> {
    private static final PatternNode<?>[] NONE = new PatternNode<?>[0];
    private static final char[] NO_FIRSTS = {};

    /** The literal characters that lead here from the node above; empty at the root and after a parameter. */
    final String label;

    /** Its length, so that a match need not touch the label for it. */
    final int length;

    /** What follows a parameter that starts here. */
    final @Nullable PatternNode<R> afterParameter;

    /** The patterns that end here. */
    final @Nullable Candidates<R> ending;

    /** The patterns that take any rest from here. */
    final @Nullable Candidates<R> open;

    private final char[] firsts;
    private final PatternNode<R>[] children;

    /**
     * @param firsts the first character of each child's label, ascending
     * @param children in that order
     */
    private PatternNode(
            String label,
            char[] firsts,
            PatternNode<R>[] children,
            @Nullable PatternNode<R> afterParameter,
            @Nullable Candidates<R> ending,
            @Nullable Candidates<R> open) {
        this.label = label;
        this.length = label.length();
        this.firsts = firsts;
        this.children = children;
        this.afterParameter = afterParameter;
        this.ending = ending;
        this.open = open;
    }

    /** A node that nothing leaves yet. */
    @SuppressWarnings("unchecked") // An empty array holds nothing of a wrong type.
    static <R> PatternNode<R> leaf(String label) {
        return new PatternNode<>(label, NO_FIRSTS, (PatternNode<R>[]) NONE, null, null, null);
    }

    boolean isVoid() {
        return children.length == 0 && afterParameter == null && ending == null && open == null;
    }

    /** The index of the child whose label starts with {@code first}, or {@code -1 - where it would stand}. */
    int indexOf(char first) {
        int low = 0;
        int high = firsts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            char at = firsts[middle];
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

    PatternNode<R> child(int index) {
        return children[index];
    }

    /** The child whose whole label stands in {@code path} at {@code at}, or null. */
    @Nullable
    PatternNode<R> childOn(String path, int at) {
        if (at >= path.length()) {
            return null;
        }
        int index = indexOf(path.charAt(at));
        if (index < 0) {
            return null;
        }
        PatternNode<R> child = children[index];
        return child.length == 1 || path.startsWith(child.label, at) ? child : null;
    }

    PatternNode<R> withLabel(String newLabel) {
        return new PatternNode<>(newLabel, firsts, children, afterParameter, ending, open);
    }

    PatternNode<R> withAfterParameter(PatternNode<R> after) {
        return new PatternNode<>(label, firsts, children, after.isVoid() ? null : after, ending, open);
    }

    PatternNode<R> withEnding(@Nullable Candidates<R> newEnding) {
        return new PatternNode<>(label, firsts, children, afterParameter, newEnding, open);
    }

    PatternNode<R> withOpen(@Nullable Candidates<R> newOpen) {
        return new PatternNode<>(label, firsts, children, afterParameter, ending, newOpen);
    }

    /** With {@code child} before the one at {@code index}. */
    PatternNode<R> withChildInserted(int index, PatternNode<R> child) {
        PatternNode<R>[] longer = Arrays.copyOf(children, children.length + 1);
        System.arraycopy(children, index, longer, index + 1, children.length - index);
        longer[index] = child;
        return withChildren(longer);
    }

    /** With {@code child}, whose label starts alike, in place of the one at {@code index}; without it if it is void. */
    PatternNode<R> withChildReplaced(int index, PatternNode<R> child) {
        if (!child.isVoid()) {
            PatternNode<R>[] copy = children.clone();
            copy[index] = child;
            return withChildren(copy);
        }
        PatternNode<R>[] shorter = Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, index + 1, shorter, index, shorter.length - index);
        return withChildren(shorter);
    }

    /** This node joined with its only child if nothing else keeps it. */
    PatternNode<R> joined() {
        return children.length != 1 || afterParameter != null || ending != null || open != null
                ? this
                : children[0].withLabel(label + children[0].label);
    }

    private PatternNode<R> withChildren(PatternNode<R>[] newChildren) {
        char[] newFirsts = new char[newChildren.length];
        for (int i = 0; i < newFirsts.length; i++) {
            newFirsts[i] = newChildren[i].label.charAt(0);
        }
        return new PatternNode<>(label, newFirsts, newChildren, afterParameter, ending, open);
    }
}
