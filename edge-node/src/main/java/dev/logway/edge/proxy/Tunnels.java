package dev.logway.edge.proxy;

import dev.logway.edge.tunnel.Tunnel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The tunnels of one event loop, and its part in the count of all. Confined to that loop. */
final class Tunnels {
    private final Limits limits;
    private final AtomicInteger all;
    private final Set<Tunnel> open = new LinkedHashSet<>();

    /** @param all counts the tunnels of every loop */
    Tunnels(Limits limits, AtomicInteger all) {
        this.limits = limits;
        this.all = all;
    }

    void add(Tunnel tunnel) {
        open.add(tunnel);
        all.incrementAndGet();
    }

    void remove(Tunnel tunnel) {
        if (open.remove(tunnel)) {
            all.decrementAndGet();
        }
    }

    /** Closes those that were silent for too long; one that is closed on one side may not be silent for as long. */
    void sweep(long nowNanos) {
        long idleNanos = limits.webSockets().idle().toNanos();
        long halfIdleNanos = Math.min(idleNanos, limits.times().idle().toNanos());
        List.copyOf(open).stream()
                .filter(tunnel -> tunnel.isIdleFor(tunnel.isHalfClosed() ? halfIdleNanos : idleNanos, nowNanos))
                .forEach(Tunnel::close);
    }
}
