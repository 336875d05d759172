package dev.logway.routing;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable hash map that shares structure with the maps it was made from: a hash array mapped trie with path
 * copying (Bagwell, "Ideal Hash Trees", 2001). A lookup reads about log₃₂ n nodes; a change makes as many new ones and
 * leaves the old map as it was, so any number of threads may read any of them. Without order: look keys up, never
 * iterate into anything that must be the same twice.
 */
@SuppressWarnings("ReferenceEquality") // Nodes are compared by identity: "was anything copied?"
final class HashTrie<K, V> {
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;

    private static final HashTrie<?, ?> EMPTY = new HashTrie<>(null, 0);

    private final @Nullable Node<K, V> root;
    private final int size;

    private sealed interface Node<K, V> {}

    /** One entry, and those whose keys have the same hash. */
    private record Leaf<K, V>(
            int hash, K key, V value, @Nullable Leaf<K, V> next) implements Node<K, V> {}

    /** Up to 32 nodes, packed; bit i of {@code bitmap} says whether there is one for the hash bits i. */
    private static final class Branch<K, V> implements Node<K, V> {
        final int bitmap;
        final Node<K, V>[] children;

        Branch(int bitmap, Node<K, V>[] children) {
            this.bitmap = bitmap;
            this.children = children;
        }

        int indexOf(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }
    }

    private HashTrie(@Nullable Node<K, V> root, int size) {
        this.root = root;
        this.size = size;
    }

    /** The map that holds nothing; there is one. */
    @SuppressWarnings("unchecked") // It holds nothing of a wrong type.
    static <K, V> HashTrie<K, V> empty() {
        return (HashTrie<K, V>) EMPTY;
    }

    int size() {
        return size;
    }

    /** The value at {@code key}, or null. */
    @Nullable
    V get(K key) {
        int hash = hash(key);
        var leaf = find(leaf(hash), hash, key);
        return leaf == null ? null : leaf.value;
    }

    /**
     * The value at the key that {@code text} is from {@code from} on, or null; the key is not made.
     *
     * @param hashCode of that key
     */
    static <V> @Nullable V getSuffix(HashTrie<String, V> map, String text, int from, int hashCode) {
        int hash = spread(hashCode);
        int length = text.length() - from;
        var leaf = map.leaf(hash);
        while (leaf != null && !(leaf.hash == hash && leaf.key.length() == length && text.startsWith(leaf.key, from))) {
            leaf = leaf.next;
        }
        return leaf == null ? null : leaf.value;
    }

    /** The one leaf that can hold keys of {@code hash}; null if there is none. */
    private @Nullable Leaf<K, V> leaf(int hash) {
        Node<K, V> node = root;
        int shift = 0;
        while (node instanceof Branch<K, V> branch) {
            int bit = bit(hash, shift);
            if ((branch.bitmap & bit) == 0) {
                return null;
            }
            node = branch.children[branch.indexOf(bit)];
            shift += BITS;
        }
        return (Leaf<K, V>) node;
    }

    /** Gives {@code visitor} every value, in no order that means anything. */
    void forEachValue(Consumer<? super V> visitor) {
        forEachValue(root, visitor);
    }

    private static <K, V> void forEachValue(@Nullable Node<K, V> node, Consumer<? super V> visitor) {
        switch (node) {
            case null -> {}
            case Leaf<K, V> leaf -> {
                visitor.accept(leaf.value);
                forEachValue(leaf.next, visitor);
            }
            case Branch<K, V> branch -> {
                for (Node<K, V> child : branch.children) {
                    forEachValue(child, visitor);
                }
            }
        }
    }

    /** This map with {@code value} at {@code key}. */
    HashTrie<K, V> with(K key, V value) {
        int grown = get(key) == null ? size + 1 : size;
        return new HashTrie<>(with(root, 0, hash(key), key, value), grown);
    }

    /** This map without {@code key}; the map itself if the key is not there. */
    HashTrie<K, V> without(K key) {
        if (root == null) {
            return this;
        }
        var changed = without(root, 0, hash(key), key);
        if (changed == null) {
            return empty();
        }
        return changed == root ? this : new HashTrie<>(changed, size - 1);
    }

    private static <K, V> Node<K, V> with(@Nullable Node<K, V> node, int shift, int hash, K key, V value) {
        return switch (node) {
            case null -> new Leaf<>(hash, key, value, null);
            case Leaf<K, V> leaf when leaf.hash == hash -> new Leaf<>(hash, key, value, dropped(leaf, key));
            case Leaf<K, V> leaf -> split(leaf, shift, new Leaf<>(hash, key, value, null));
            case Branch<K, V> branch -> {
                int bit = bit(hash, shift);
                int index = branch.indexOf(bit);
                if ((branch.bitmap & bit) == 0) {
                    yield new Branch<>(
                            branch.bitmap | bit, inserted(branch.children, index, new Leaf<>(hash, key, value, null)));
                }
                yield new Branch<>(
                        branch.bitmap,
                        replaced(branch.children, index, with(branch.children[index], shift + BITS, hash, key, value)));
            }
        };
    }

    /** A branch over two leaves whose hashes differ. */
    private static <K, V> Node<K, V> split(Leaf<K, V> one, int shift, Leaf<K, V> other) {
        int bitOfOne = bit(one.hash, shift);
        int bitOfOther = bit(other.hash, shift);
        if (bitOfOne == bitOfOther) {
            return new Branch<>(bitOfOne, children(split(one, shift + BITS, other)));
        }
        boolean oneFirst = Integer.compareUnsigned(bitOfOne, bitOfOther) < 0;
        return new Branch<>(bitOfOne | bitOfOther, oneFirst ? children(one, other) : children(other, one));
    }

    private static <K, V> @Nullable Node<K, V> without(Node<K, V> node, int shift, int hash, K key) {
        return switch (node) {
            case Leaf<K, V> leaf -> find(leaf, hash, key) == null ? leaf : dropped(leaf, key);
            case Branch<K, V> branch -> {
                int bit = bit(hash, shift);
                int index = branch.indexOf(bit);
                if ((branch.bitmap & bit) == 0) {
                    yield branch;
                }
                var old = branch.children[index];
                var changed = without(old, shift + BITS, hash, key);
                if (changed == old) {
                    yield branch;
                }
                yield changed == null ? shrunk(branch, bit, index) : collapsed(branch, index, changed);
            }
        };
    }

    private static <K, V> @Nullable Node<K, V> shrunk(Branch<K, V> branch, int bit, int index) {
        if (branch.children.length == 1) {
            return null;
        }
        if (branch.children.length == 2 && branch.children[1 - index] instanceof Leaf<K, V> last) {
            return last;
        }
        return new Branch<>(branch.bitmap & ~bit, removed(branch.children, index));
    }

    private static <K, V> Node<K, V> collapsed(Branch<K, V> branch, int index, Node<K, V> changed) {
        return branch.children.length == 1 && changed instanceof Leaf<K, V>
                ? changed
                : new Branch<>(branch.bitmap, replaced(branch.children, index, changed));
    }

    private static <K, V> @Nullable Leaf<K, V> find(@Nullable Leaf<K, V> first, int hash, K key) {
        var leaf = first;
        while (leaf != null && !(leaf.hash == hash && leaf.key.equals(key))) {
            leaf = leaf.next;
        }
        return leaf;
    }

    private static <K, V> @Nullable Leaf<K, V> dropped(@Nullable Leaf<K, V> leaf, K key) {
        if (leaf == null) {
            return null;
        }
        return leaf.key.equals(key) ? leaf.next : new Leaf<>(leaf.hash, leaf.key, leaf.value, dropped(leaf.next, key));
    }

    private static int hash(Object key) {
        return spread(key.hashCode());
    }

    private static int spread(int hashCode) {
        return hashCode ^ (hashCode >>> 16);
    }

    private static int bit(int hash, int shift) {
        return 1 << ((hash >>> shift) & MASK);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <K, V> Node<K, V>[] children(Node<K, V>... nodes) {
        return nodes;
    }

    private static <K, V> Node<K, V>[] inserted(Node<K, V>[] children, int index, Node<K, V> node) {
        Node<K, V>[] longer = Arrays.copyOf(children, children.length + 1);
        System.arraycopy(children, index, longer, index + 1, children.length - index);
        longer[index] = node;
        return longer;
    }

    private static <K, V> Node<K, V>[] replaced(Node<K, V>[] children, int index, Node<K, V> node) {
        Node<K, V>[] copy = children.clone();
        copy[index] = node;
        return copy;
    }

    private static <K, V> Node<K, V>[] removed(Node<K, V>[] children, int index) {
        Node<K, V>[] shorter = Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, index + 1, shorter, index, shorter.length - index);
        return shorter;
    }
}
