package dev.logway.edge.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.HashOn;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.http1.Scratch;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.secret.SecretCipher;
import dev.logway.testkit.Pick;
import dev.logway.testkit.Property;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanePropertyTest {
    private static final long NOW = 1_000_000_000_000L;
    private static final Duration SLOW_START = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();

    /** An upstream, the state of its nodes, and those that were tried. */
    private record Case(Balancing balancing, List<Node> nodes, List<State> states) {}

    private record State(boolean healthy, boolean ejected, boolean tried) {}

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static Case anyCase(RandomGenerator random) {
        var balancing = Pick.one(
                random,
                Balancing.ROUND_ROBIN,
                Balancing.LEAST_CONNECTIONS,
                Balancing.PEAK_EWMA,
                new Balancing.ConsistentHash(HashOn.VARS, "remote_addr"));
        List<Node> nodes = IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(i -> new Node("10.0.0." + i, 80, random.nextInt(3), random.nextInt(3)))
                .toList();
        List<State> states = nodes.stream()
                .map(_ -> new State(Pick.chance(random, 60), Pick.chance(random, 20), Pick.chance(random, 30)))
                .toList();
        return new Case(balancing, nodes, states);
    }

    private Lane lane(LiveUpstream upstream) {
        return new Lane(
                upstream,
                upstream.members(),
                member -> new ExclusivePool(
                        new Connector(
                                new HttpClients(vertx),
                                member.node(),
                                Scheme.HTTP,
                                member.node().host(),
                                null),
                        KeepalivePool.DEFAULT,
                        new Scratch()),
                null);
    }

    private static LiveUpstream upstream(Balancing balancing, List<Node> nodes) {
        var resilience = new Resilience(RetryPolicy.DEFAULT, null, null, null, null, SLOW_START);
        var spec = new UpstreamSpec(
                new NodeSource.Listed(nodes),
                null,
                KeepalivePool.DEFAULT,
                HostHeader.PASS,
                balancing,
                resilience,
                Protocol.HTTP);
        return new LiveUpstream(
                Upstream.key("u"),
                spec,
                null,
                new LiveUpstream.Surroundings(
                        1, new UpstreamCounters(null), () -> ServedCertificates.none(SecretCipher.NONE, List.of())));
    }

    @Test
    void theNodeIsOneOfTheHighestTierThatHasAny() {
        Property.forAll(LanePropertyTest::anyCase, given -> {
            LiveUpstream upstream = upstream(given.balancing(), given.nodes());
            for (int i = 0; i < given.nodes().size(); i++) {
                LiveNode live = upstream.members().get(i).live();
                if (!given.states().get(i).healthy()) {
                    live.fell();
                }
                if (given.states().get(i).ejected()) {
                    live.eject(NOW + 1);
                }
            }
            Lane lane = lane(upstream);
            List<Lane.Target> tried = lane.targets().stream()
                    .filter(target -> given.states().get(target.index()).tried())
                    .toList();
            for (int i = 0; i < 10; i++) {
                Lane.Target chosen = lane.next(Fixed.ANY, tried, NOW);
                OptionalInt tier = tier(given);
                if (tier.isEmpty()) {
                    assertNull(chosen);
                } else {
                    int index = Objects.requireNonNull(chosen).index();
                    assertTrue(candidates(given).test(index));
                    assertEquals(tier.getAsInt(), given.nodes().get(index).priority());
                }
            }
        });
    }

    private static IntPredicate candidates(Case given) {
        boolean panic = given.nodes().stream()
                .filter(node -> node.weight() > 0)
                .map(node -> given.states().get(given.nodes().indexOf(node)))
                .noneMatch(state -> state.healthy() && !state.ejected());
        return i -> given.nodes().get(i).weight() > 0
                && !given.states().get(i).tried()
                && (panic
                        || (given.states().get(i).healthy()
                                && !given.states().get(i).ejected()));
    }

    private static OptionalInt tier(Case given) {
        return IntStream.range(0, given.nodes().size())
                .filter(candidates(given))
                .map(i -> given.nodes().get(i).priority())
                .max();
    }

    @Test
    void aNodeThatComesBackGetsItsShareLittleByLittle() {
        LiveUpstream upstream = upstream(Balancing.ROUND_ROBIN, List.of(new Node("a", 1, 1), new Node("b", 1, 1)));
        LiveNode back = upstream.members().get(1).live();
        back.fell();
        back.rose(NOW);
        Lane lane = lane(upstream);
        assertEquals(160, turnsOfTheSecond(lane, NOW));
        assertEquals(660, turnsOfTheSecond(lane, NOW + SLOW_START.toNanos() * 6 / 10));
        assertEquals(880, turnsOfTheSecond(lane, NOW + SLOW_START.toNanos()));
    }

    /** Of 1760, which is a number of full rounds for every share here. */
    private static long turnsOfTheSecond(Lane lane, long now) {
        return IntStream.range(0, 1_760)
                .filter(_ -> Objects.requireNonNull(lane.next(Fixed.ANY, List.of(), now))
                                .index()
                        == 1)
                .count();
    }

    @Test
    void anEjectedNodeIsBackWhenItsTimeIsOver() {
        LiveUpstream upstream = upstream(Balancing.ROUND_ROBIN, List.of(new Node("a", 1, 1), new Node("b", 1, 1)));
        upstream.members().get(1).live().eject(NOW);
        Lane lane = lane(upstream);
        assertEquals(0, turnsOfTheSecond(lane, NOW - 1));
        assertEquals(160, turnsOfTheSecond(lane, NOW));
        assertEquals(880, turnsOfTheSecond(lane, NOW + SLOW_START.toNanos()));
    }
}
