package dev.logway.domain.image;

import static dev.logway.testkit.Resources.group;
import static dev.logway.testkit.Resources.route;
import static dev.logway.testkit.Resources.service;
import static dev.logway.testkit.Resources.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Edit;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Upstream;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Pending;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EffectiveImageTest {
    private final ConfigLog log = new ConfigLog(Commands.SCOPE);

    EffectiveImageTest() {
        log.submit(Commands.put(
                group("default"),
                upstream("u1"),
                upstream("u2"),
                service("s1", "u1"),
                route("r1", "u1"),
                route("r2", "u2")));
    }

    @Test
    void onlyTheInstancesThatTryAChangeServeIt() {
        log.submit(Pending.by("ann", Pending.tried(List.of("edge-1"), new Edit.Put(route("r3", "u1")))));

        assertTrue(serves("edge-1").image().contains(Route.key("r3")));
        assertTrue(serves("edge-1").isTried());
        assertFalse(serves("edge-2").image().contains(Route.key("r3")));
        assertFalse(serves("edge-2").isTried());
    }

    @Test
    void whereNothingIsTriedTheImageIsServedAsItIs() {
        EffectiveImage served = serves("edge-1");
        assertSame(log.image(), served.image());
        ScopeDelta delta = log.image().asDelta();
        assertSame(delta, served.since(EffectiveImage.empty(Commands.SCOPE), delta));
    }

    @Test
    void whatIsNotTheSameIsTheWholeChangeAndNothingElse() {
        EffectiveImage before = serves("edge-1");
        var tried = Pending.tried(List.of("edge-1"), new Edit.Put(upstream("u1")), new Edit.Delete(Route.key("r2")));
        log.submit(Pending.by("ann", tried));

        ScopeDelta delta = serves("edge-1").since(before, new ScopeDelta(1, 2, List.of()));

        assertEquals(List.of(new EntryChange.Remove(Route.key("r2"))), delta.changes());
        assertEquals(2, delta.to());
    }

    @Test
    void theRoutesOfAChangedUpstreamShowHowItDoes() {
        log.submit(Commands.put(new Route(
                "r3",
                route("r3", "u1").descriptor(),
                Route.Status.ENABLED,
                route("r3", "u1").match(),
                Route.Target.service("s1"))));
        log.submit(Pending.by(
                "ann", Pending.tried(List.of("edge-1"), new Edit.Delete(Upstream.key("u1")), deleted("r1"), moved())));

        // Not accepted: s1 still uses u1.
        assertEquals(Set.of(), concernedRoutes("edge-1"));

        log.submit(Pending.by("ann", Pending.tried(List.of("edge-1"), changed("u1"), moved())));
        assertEquals(Set.of("r1", "r2", "r3"), concernedRoutes("edge-1"));
        assertEquals(Set.of("r1", "r2", "r3"), concernedRoutes("edge-2"));
    }

    private static Edit changed(String upstream) {
        var old = upstream(upstream);
        var descriptor = new Descriptor("new", null, new TreeMap<>());
        return new Edit.Put(new Upstream(upstream, descriptor, old.spec()));
    }

    private static Edit deleted(String route) {
        return new Edit.Delete(Route.key(route));
    }

    /** r2 goes to another upstream. */
    private static Edit moved() {
        return new Edit.Put(route("r2", "u1"));
    }

    private Set<String> concernedRoutes(String instance) {
        return serves(instance).concerned().stream()
                .filter(key -> key.kind() == ResourceKind.ROUTES)
                .map(ResourceKey::id)
                .collect(Collectors.toSet());
    }

    private EffectiveImage serves(String instance) {
        return EffectiveImage.of(log.image(), instance);
    }
}
