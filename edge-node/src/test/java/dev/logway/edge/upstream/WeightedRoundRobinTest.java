package dev.logway.edge.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedRoundRobinTest {

    @Test
    void turnsAreSpreadEvenly() {
        var turns = new WeightedRoundRobin(5, 1, 1);
        int[] order = IntStream.generate(turns::next).limit(7).toArray();
        assertArrayEquals(new int[] {0, 0, 1, 0, 2, 0, 0}, order);
    }

    @Test
    void weightZeroTakesNothing() {
        var turns = new WeightedRoundRobin(0, 1, 0);
        assertEquals(1, turns.next());
        assertEquals(1, turns.next());
        assertEquals(-1, new WeightedRoundRobin(0, 0).next());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void inEveryFullRoundEachComesAsOftenAsItsWeight(long seed) {
        var random = new Random(seed);
        int[] weights = random.ints(1 + random.nextInt(8), 0, 20).toArray();
        weights[0]++;
        var turns = new WeightedRoundRobin(weights);
        for (int round = 0; round < 3; round++) {
            int[] counts = new int[weights.length];
            IntStream.generate(turns::next).limit(Arrays.stream(weights).sum()).forEach(turn -> counts[turn]++);
            assertArrayEquals(weights, counts, "seed " + seed);
        }
    }

    @Test
    void theGreatestWeightsDoNotOverflow() {
        int[] weights = new int[1_000];
        Arrays.fill(weights, 1_000_000);
        var turns = new WeightedRoundRobin(weights);
        int[] order = IntStream.generate(turns::next).limit(1_000).toArray();
        assertArrayEquals(IntStream.range(0, 1_000).toArray(), order);
    }
}
