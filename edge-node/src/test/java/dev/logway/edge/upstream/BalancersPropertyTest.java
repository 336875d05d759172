package dev.logway.edge.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.HashOn;
import dev.logway.domain.resource.Node;
import dev.logway.testkit.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BalancersPropertyTest {
    private static final HashKey ADDRESS = HashKey.of(new Balancing.ConsistentHash(HashOn.VARS, "remote_addr"));
    private static final int MAX_NODES = 8;

    /** Each way of balancing over as many nodes as there are weights, on an idle machine. */
    static List<Function<int[], Balancer>> balancers() {
        return List.of(
                weights -> new WeightedRoundRobin(weights.length),
                _ -> new LeastConnections(_ -> 0),
                weights -> new PeakEwma(weights.length, _ -> 0, new SplittableRandom(1), () -> 0),
                weights -> new ConsistentHashing(HashRing.of(nodes(weights)), ADDRESS));
    }

    private static List<Node> nodes(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new Node("10.0.0." + i, 80, weights[i]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("balancers")
    void aNodeWithoutAShareIsNeverChosen(Function<int[], Balancer> make) {
        Property.forAll(random -> Fixed.anyShares(random, MAX_NODES), shares -> {
            var balancer = make.apply(shares);
            for (HashSource client : Fixed.clients(50)) {
                assertTrue(shares[balancer.choose(Fixed.shares(shares), client)] > 0, () -> Arrays.toString(shares));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("balancers")
    void whereNothingMayBeChosenNothingIs(Function<int[], Balancer> make) {
        int[] none = new int[3];
        assertEquals(-1, make.apply(new int[] {1, 1, 1}).choose(Fixed.shares(none), Fixed.ANY));
    }

    @ParameterizedTest
    @MethodSource("balancers")
    void aNodeThatIsOutLeavesTheOthersInTheirPlace(Function<int[], Balancer> make) {
        Property.forAll(random -> Fixed.anyShares(random, MAX_NODES), shares -> {
            int[] one = new int[shares.length];
            one[shares.length - 1] = 1;
            int[] weights = shares.clone();
            weights[shares.length - 1]++;
            assertEquals(shares.length - 1, make.apply(weights).choose(Fixed.shares(one), Fixed.ANY));
        });
    }

    @Test
    void inEveryFullRoundEachComesAsOftenAsItsWeight() {
        Property.forAll(random -> Fixed.anyShares(random, MAX_NODES), weights -> {
            var turns = new WeightedRoundRobin(weights.length);
            for (int round = 0; round < 3; round++) {
                int[] counts = new int[weights.length];
                for (int i = Arrays.stream(weights).sum(); i > 0; i--) {
                    counts[turns.choose(Fixed.shares(weights), Fixed.ANY)]++;
                }
                assertArrayEquals(weights, counts);
            }
        });
    }

    @Test
    void turnsAreSpreadEvenly() {
        var turns = new WeightedRoundRobin(3);
        int[] order = IntStream.generate(() -> turns.choose(Fixed.shares(5, 1, 1), Fixed.ANY))
                .limit(7)
                .toArray();
        assertArrayEquals(new int[] {0, 0, 1, 0, 2, 0, 0}, order);
    }

    @Test
    void theGreatestSharesDoNotOverflow() {
        int[] shares = new int[1_000];
        Arrays.fill(shares, 1_000_000_000);
        var turns = new WeightedRoundRobin(shares.length);
        int[] order = IntStream.generate(() -> turns.choose(Fixed.shares(shares), Fixed.ANY))
                .limit(1_000)
                .toArray();
        assertArrayEquals(IntStream.range(0, 1_000).toArray(), order);
        assertEquals(0, new LeastConnections(i -> i == 0 ? 0 : 1_000_000).choose(Fixed.shares(shares), Fixed.ANY));
    }

    @Test
    void leastConnectionsKeepsTheLoadsApartByOneRequestForItsShareAtMost() {
        Property.forAll(random -> Fixed.anyShares(random, MAX_NODES), shares -> {
            int[] active = new int[shares.length];
            var balancer = new LeastConnections(i -> active[i]);
            for (int i = 0; i < 500; i++) {
                int chosen = balancer.choose(Fixed.shares(shares), Fixed.ANY);
                double score = (active[chosen] + 1.0) / shares[chosen];
                for (int other = 0; other < shares.length; other++) {
                    assertTrue(shares[other] == 0 || score <= (active[other] + 1.0) / shares[other]);
                }
                active[chosen]++;
            }
        });
    }

    @Test
    void idleNodesTakeTurns() {
        var balancer = new LeastConnections(_ -> 0);
        int[] order = IntStream.generate(() -> balancer.choose(Fixed.shares(1, 1, 1), Fixed.ANY))
                .limit(6)
                .toArray();
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, order);
    }

    @Test
    void theSlowNodeOfManyIsAvoidedAndTriedAgainWhenItsPastIsForgotten() {
        long[] now = {0};
        var balancer = new PeakEwma(3, _ -> 0, new SplittableRandom(7), () -> now[0]);
        for (int i = 0; i < 3; i++) {
            balancer.observed(i, TimeUnit.MILLISECONDS.toNanos(1), 0);
        }
        balancer.observed(1, TimeUnit.MILLISECONDS.toNanos(500), 0);
        for (int i = 0; i < 200; i++) {
            assertTrue(balancer.choose(Fixed.shares(1, 1, 1), Fixed.ANY) != 1);
        }
        now[0] = TimeUnit.SECONDS.toNanos(100);
        balancer.observed(0, TimeUnit.MILLISECONDS.toNanos(1), now[0]);
        balancer.observed(2, TimeUnit.MILLISECONDS.toNanos(1), now[0]);
        assertTrue(IntStream.generate(() -> balancer.choose(Fixed.shares(1, 1, 1), Fixed.ANY))
                .limit(200)
                .anyMatch(chosen -> chosen == 1));
    }

    @Test
    void requestsUnderWayMakeANodeDearer() {
        int[] active = {9, 0};
        var balancer = new PeakEwma(2, i -> active[i], new SplittableRandom(7), () -> 0);
        balancer.observed(0, 1_000, 0);
        balancer.observed(1, 5_000, 0);
        assertEquals(1, balancer.choose(Fixed.shares(1, 1), Fixed.ANY));
        assertEquals(0, balancer.choose(Fixed.shares(10, 1), Fixed.ANY));
    }

    @Test
    void theRingGivesEachNodeItsPart() {
        int[] weights = {1, 2, 5};
        var balancer = new ConsistentHashing(HashRing.of(nodes(weights)), ADDRESS);
        int[] counts = new int[3];
        Fixed.clients(16_000).forEach(client -> counts[balancer.choose(Fixed.shares(weights), client)]++);
        for (int i = 0; i < weights.length; i++) {
            double part = counts[i] / 16_000.0;
            double fair = weights[i] / 8.0;
            assertTrue(part > 0.75 * fair && part < 1.25 * fair, () -> Arrays.toString(counts));
        }
    }

    @Test
    void aNodeThatLeavesTheRingMovesOnlyWhatItHad() {
        Property.forAll(random -> Fixed.anyShares(random, MAX_NODES), weights -> {
            var all = new ArrayList<>(nodes(weights));
            int leaves = IntStream.range(0, weights.length)
                    .filter(i -> weights[i] > 0)
                    .findFirst()
                    .orElseThrow();
            var before = new ConsistentHashing(HashRing.of(all), ADDRESS);
            Node gone = all.remove(leaves);
            var after = new ConsistentHashing(HashRing.of(all), ADDRESS);
            int[] rest = all.stream().mapToInt(Node::weight).toArray();
            for (HashSource client : Fixed.clients(100)) {
                Node was = nodes(weights).get(before.choose(Fixed.shares(weights), client));
                int now = after.choose(Fixed.shares(rest), client);
                assertTrue(was.equals(gone) || was.equals(all.get(now)), () -> was + " moved to another");
            }
        });
    }

    @Test
    void aNodeThatIsOutIsReplacedAsIfItHadLeftTheRing() {
        var with = new ConsistentHashing(HashRing.of(nodes(1, 1, 1)), ADDRESS);
        var without = new ConsistentHashing(HashRing.of(nodes(1, 0, 1)), ADDRESS);
        for (HashSource client : Fixed.clients(500)) {
            assertEquals(without.choose(Fixed.shares(1, 0, 1), client), with.choose(Fixed.shares(1, 0, 1), client));
        }
    }

    @Test
    void theGreatestWeightsMakeNoEndlessRing() {
        int[] weights = new int[1_000];
        Arrays.fill(weights, 1_000_000);
        weights[7] = 1;
        var balancer = new ConsistentHashing(HashRing.of(nodes(weights)), ADDRESS);
        long different = Fixed.clients(10_000).stream()
                .mapToInt(client -> balancer.choose(Fixed.shares(weights), client))
                .distinct()
                .count();
        assertTrue(different > 900, () -> different + " nodes are used");
    }
}
