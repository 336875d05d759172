package dev.logway.edge.proxy;

import dev.logway.edge.accept.Gate;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The clients' connections that are open, in all and by address, with a bound on each. Threadsafe. */
final class Connections implements Gate {
    private final Limits limits;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    Connections(Limits limits) {
        this.limits = limits;
    }

    /** Whether there is room for one more from {@code address}; if so it counts until it {@linkplain #leave leaves}. */
    @Override
    public boolean admit(InetAddress address) {
        boolean roomForAll = all.incrementAndGet() <= limits.connections();
        int ofAddress = byAddress.merge(address, 1, Integer::sum);
        if (roomForAll && ofAddress <= limits.connectionsPerAddress()) {
            return true;
        }
        leave(address);
        return false;
    }

    @Override
    public void leave(InetAddress address) {
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        all.decrementAndGet();
    }

    int size() {
        return all.get();
    }
}
