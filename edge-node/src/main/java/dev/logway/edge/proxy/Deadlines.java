package dev.logway.edge.proxy;

import org.jspecify.annotations.Nullable;

/**
 * The exchanges under way on one event loop, looked at {@value #TICK_MILLIS} ms apart, so that a request with its three
 * or four timeouts costs no timer. Every timeout ends up to one tick late, never early.
 */
final class Deadlines {
    static final long TICK_MILLIS = 50;
    static final long TICK_NANOS = TICK_MILLIS * 1_000_000;

    private @Nullable Exchange first;
    private int size;

    void add(Exchange exchange) {
        exchange.next = first;
        if (first != null) {
            first.previous = exchange;
        }
        first = exchange;
        size++;
    }

    void remove(Exchange exchange) {
        if (exchange.previous != null) {
            exchange.previous.next = exchange.next;
        } else {
            first = exchange.next;
        }
        if (exchange.next != null) {
            exchange.next.previous = exchange.previous;
        }
        exchange.previous = null;
        exchange.next = null;
        size--;
    }

    int size() {
        return size;
    }

    void tick(long nowNanos) {
        for (Exchange exchange = first; exchange != null; ) {
            Exchange following = exchange.next;
            exchange.check(nowNanos);
            exchange = following;
        }
    }
}
