package dev.logway.domain.image;

import static dev.logway.testkit.Property.forAllLists;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SortedTreePropertyTest {
    private static final int KEYS = 60;

    /** A step of a test: {@code value} is put at {@code key}, or the key removed if it is 0. */
    private record Step(int key, int value) {
        static Step any(RandomGenerator random) {
            return new Step(random.nextInt(KEYS), random.nextInt(3));
        }

        SortedTree<Integer, Integer> applied(SortedTree<Integer, Integer> tree) {
            return value == 0 ? tree.without(key) : tree.with(key, value);
        }

        void apply(Map<Integer, Integer> map) {
            if (value == 0) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }
    }

    @Test
    void itHoldsWhatATreeMapHolds() {
        forAllLists(300, Step::any, steps -> {
            SortedTree<Integer, Integer> tree = SortedTree.empty();
            var map = new TreeMap<Integer, Integer>();
            for (Step step : steps) {
                tree = step.applied(tree);
                step.apply(map);
            }
            assertEquals(List.copyOf(map.entrySet()), entries(tree));
            assertEquals(map.size(), tree.size());
            for (int key = 0; key < KEYS; key++) {
                assertEquals(map.get(key), tree.get(key));
            }
        });
    }

    @Test
    void everyVersionStaysAsItWas() {
        forAllLists(100, Step::any, steps -> {
            var versions = new ArrayList<SortedTree<Integer, Integer>>();
            var expected = new ArrayList<SortedMap<Integer, Integer>>();
            SortedTree<Integer, Integer> tree = SortedTree.empty();
            var map = new TreeMap<Integer, Integer>();
            for (Step step : steps) {
                tree = step.applied(tree);
                step.apply(map);
                versions.add(tree);
                expected.add(new TreeMap<>(map));
            }
            for (int i = 0; i < versions.size(); i++) {
                assertEquals(List.copyOf(expected.get(i).entrySet()), entries(versions.get(i)));
            }
        });
    }

    @Test
    void visitingFromAKeyShowsThatKeyAndAllGreater() {
        forAllLists(100, Step::any, steps -> {
            SortedTree<Integer, Integer> tree = SortedTree.empty();
            var map = new TreeMap<Integer, Integer>();
            for (Step step : steps) {
                tree = step.applied(tree);
                step.apply(map);
            }
            for (int from = -1; from <= KEYS; from++) {
                var seen = new ArrayList<Integer>();
                assertTrue(tree.visitFrom(from, (key, _) -> seen.add(key)));
                assertEquals(List.copyOf(map.tailMap(from, true).keySet()), seen);
            }
        });
    }

    @Test
    void visitingEndsWhenTheVisitorSaysSo() {
        forAllLists(100, Step::any, steps -> {
            SortedTree<Integer, Integer> tree = SortedTree.empty();
            for (Step step : steps) {
                tree = step.applied(tree);
            }
            List<Map.Entry<Integer, Integer>> all = entries(tree);
            for (int limit = 1; limit <= all.size(); limit++) {
                var seen = new ArrayList<Map.Entry<Integer, Integer>>();
                int enough = limit;
                assertEquals(false, tree.visit((key, value) -> {
                    seen.add(Map.entry(key, value));
                    return seen.size() < enough;
                }));
                assertEquals(all.subList(0, limit), seen);
            }
        });
    }

    @Test
    void removingWhatIsNotThereGivesTheSameTree() {
        forAllLists(50, Step::any, steps -> {
            SortedTree<Integer, Integer> tree = SortedTree.empty();
            for (Step step : steps) {
                tree = step.applied(tree);
            }
            assertNull(tree.get(KEYS));
            assertSame(tree, tree.without(KEYS));
        });
    }

    @Test
    void itIsAsFlatAsAnAvlTree() {
        forAllLists(2_000, random -> new Step(random.nextInt(1_000), random.nextInt(3)), steps -> {
            SortedTree<CountedKey, Integer> tree = SortedTree.empty();
            for (Step step : steps) {
                var key = new CountedKey(step.key(), new long[1]);
                tree = step.value() == 0 ? tree.without(key) : tree.with(key, step.value());
            }
            assertFlat(tree);
        });
    }

    @Test
    void itIsAsFlatWhenKeysComeInOrder() {
        SortedTree<CountedKey, Integer> up = SortedTree.empty();
        SortedTree<CountedKey, Integer> down = SortedTree.empty();
        for (int key = 0; key < 5_000; key++) {
            up = up.with(new CountedKey(key, new long[1]), key);
            down = down.with(new CountedKey(-key, new long[1]), key);
        }
        assertFlat(up);
        assertFlat(down);
        for (int key = 0; key < 4_000; key++) {
            up = up.without(new CountedKey(key, new long[1]));
        }
        assertFlat(up);
    }

    /** A lookup compares once per level, so the most comparisons that one needs is the height. */
    private static void assertFlat(SortedTree<CountedKey, Integer> tree) {
        var keys = new ArrayList<CountedKey>();
        tree.visit((key, _) -> keys.add(key));
        long height = 0;
        for (CountedKey key : keys) {
            var wanted = new CountedKey(key.value(), new long[1]);
            tree.get(wanted);
            height = Math.max(height, wanted.comparisons()[0]);
        }
        double most = 1.45 * Math.log(tree.size() + 2.0) / Math.log(2);
        assertTrue(height <= most, "height " + height + " of " + tree.size() + " entries (expected: <= " + most + ")");
    }

    /** A key that counts how often it was compared to another. */
    private record CountedKey(int value, long[] comparisons) implements Comparable<CountedKey> {
        @Override
        public int compareTo(CountedKey other) {
            comparisons[0]++;
            return Integer.compare(value, other.value);
        }
    }

    private static List<Map.Entry<Integer, Integer>> entries(SortedTree<Integer, Integer> tree) {
        var entries = new ArrayList<Map.Entry<Integer, Integer>>();
        tree.visit((key, value) -> entries.add(Map.entry(key, value)));
        return entries;
    }
}
