package dev.logway.domain.image;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map that shares structure with the maps it was made from: an AVL tree with path copying
 * (Adelson-Velsky and Landis, 1962). A change costs O(log n) new nodes and leaves the old map as it was, so any
 * number of images can be held and read at once, from any thread.
 */
@SuppressWarnings("ReferenceEquality") // Nodes are compared by identity: "was anything copied?"
public final class SortedTree<K extends Comparable<K>, V> {
    private final @Nullable Node<K, V> root;

    private record Node<K, V>(
            K key,
            V value,
            @Nullable Node<K, V> left,
            @Nullable Node<K, V> right,
            int height,
            int size) {}

    private SortedTree(@Nullable Node<K, V> root) {
        this.root = root;
    }

    /** The map that holds nothing. */
    public static <K extends Comparable<K>, V> SortedTree<K, V> empty() {
        return new SortedTree<>(null);
    }

    public int size() {
        return size(root);
    }

    /** The value at {@code key}, or null. */
    public @Nullable V get(K key) {
        var node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** This map with {@code value} at {@code key}. */
    public SortedTree<K, V> with(K key, V value) {
        return new SortedTree<>(with(root, key, value));
    }

    /** This map without {@code key}; the map itself if the key is not there. */
    public SortedTree<K, V> without(K key) {
        var changed = without(root, key);
        return changed == root ? this : new SortedTree<>(changed);
    }

    /**
     * Shows the entries whose key is at least {@code from}, in order, until {@code visitor} answers false.
     *
     * @return whether the end was reached
     */
    public boolean visitFrom(K from, BiPredicate<? super K, ? super V> visitor) {
        return visit(root, from, visitor);
    }

    /** Shows every entry in order, until {@code visitor} answers false. */
    public boolean visit(BiPredicate<? super K, ? super V> visitor) {
        return visit(root, null, visitor);
    }

    private static <K extends Comparable<K>, V> boolean visit(
            @Nullable Node<K, V> node, @Nullable K from, BiPredicate<? super K, ? super V> visitor) {
        if (node == null) {
            return true;
        }
        boolean included = from == null || node.key.compareTo(from) >= 0;
        if (included && (!visit(node.left, from, visitor) || !visitor.test(node.key, node.value))) {
            return false;
        }
        return visit(node.right, included ? null : from, visitor);
    }

    private static <K extends Comparable<K>, V> Node<K, V> with(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null, 1, 1);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right, node.height, node.size);
        }
        return order < 0
                ? balanced(node, with(node.left, key, value), node.right)
                : balanced(node, node.left, with(node.right, key, value));
    }

    private static <K extends Comparable<K>, V> @Nullable Node<K, V> without(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            var left = without(node.left, key);
            return left == node.left ? node : balanced(node, left, node.right);
        }
        if (order > 0) {
            var right = without(node.right, key);
            return right == node.right ? node : balanced(node, node.left, right);
        }
        if (node.left == null) {
            return node.right;
        }
        if (node.right == null) {
            return node.left;
        }
        var next = first(node.right);
        return balanced(next, node.left, without(node.right, next.key));
    }

    private static <K, V> Node<K, V> first(Node<K, V> node) {
        var first = node;
        while (first.left != null) {
            first = first.left;
        }
        return first;
    }

    /** The entry of {@code at} over two subtrees whose heights differ by two at most. */
    private static <K, V> Node<K, V> balanced(Node<K, V> at, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (left != null && height(left) > height(right) + 1) {
            var inner = left.right;
            return inner == null || height(left.left) >= height(inner)
                    ? over(left, left.left, over(at, inner, right))
                    : over(inner, over(left, left.left, inner.left), over(at, inner.right, right));
        }
        if (right != null && height(right) > height(left) + 1) {
            var inner = right.left;
            return inner == null || height(right.right) >= height(inner)
                    ? over(right, over(at, left, inner), right.right)
                    : over(inner, over(at, left, inner.left), over(right, inner.right, right.right));
        }
        return over(at, left, right);
    }

    private static <K, V> Node<K, V> over(Node<K, V> at, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        return new Node<>(
                at.key, at.value, left, right, 1 + Math.max(height(left), height(right)), 1 + size(left) + size(right));
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    private static int size(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }
}
