package dev.logway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTriePropertyTest {

    /** A key whose hash takes few values, some of which differ in their highest bits only. */
    private record Clash(int id) {
        @Override
        public int hashCode() {
            return switch (id % 4) {
                case 0 -> 0;
                case 1 -> 1 << 30;
                case 2 -> id << 27;
                default -> id;
            };
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itHoldsWhatAHashMapHoldsAndOldMapsStayAsTheyWere(long seed) {
        var random = new Random(seed);
        var expected = new HashMap<Clash, Integer>();
        HashTrie<Clash, Integer> trie = HashTrie.empty();
        HashTrie<Clash, Integer> kept = trie;
        var keptExpected = new HashMap<>(expected);
        for (int step = 0; step < 3_000; step++) {
            var key = new Clash(random.nextInt(200));
            if (random.nextInt(5) < 2) {
                trie = trie.without(key);
                expected.remove(key);
            } else {
                trie = trie.with(key, step);
                expected.put(key, step);
            }
            if (step == 1_500) {
                kept = trie;
                keptExpected = new HashMap<>(expected);
            }
        }
        assertSame(expected, trie);
        assertSame(keptExpected, kept);
        for (int id = 0; id < 200; id++) {
            trie = trie.without(new Clash(id));
        }
        assertSame(new HashMap<>(), trie);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSuffixIsFoundAsTheKeyItIs(long seed) {
        var random = new Random(seed);
        HashTrie<String, Integer> trie = HashTrie.empty();
        for (int i = 0; i < 200; i++) {
            trie = trie.with(anyText(random), i);
        }
        for (int i = 0; i < 2_000; i++) {
            String text = anyText(random) + anyText(random);
            for (int from = 0; from <= text.length(); from++) {
                String suffix = text.substring(from);
                assertEquals(trie.get(suffix), HashTrie.getSuffix(trie, text, from, suffix.hashCode()), suffix);
            }
        }
    }

    /** Of words whose hash codes clash. */
    private static String anyText(Random random) {
        return random.ints(random.nextInt(4), 0, 3)
                .mapToObj(i -> List.of("Aa", "BB", "C#").get(i))
                .collect(Collectors.joining());
    }

    private static void assertSame(Map<Clash, Integer> expected, HashTrie<Clash, Integer> trie) {
        assertEquals(expected.size(), trie.size());
        for (int id = 0; id < 200; id++) {
            assertEquals(expected.get(new Clash(id)), trie.get(new Clash(id)), "key " + id);
        }
    }
}
