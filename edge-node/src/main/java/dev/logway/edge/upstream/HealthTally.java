package dev.logway.edge.upstream;

import dev.logway.domain.resource.HealthRule;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Counts the signs of one node's health and changes what is thought of it when they are enough. Threadsafe, without locks; two event loops
 * that count at one time may need one sign more.
 */
final class HealthTally {
    private final HealthRule rule;
    private final StatusSet healthyStatuses;
    private final StatusSet unhealthyStatuses;
    private final LiveNode node;
    private final LongSupplier clock;
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger httpFailures = new AtomicInteger();
    private final AtomicInteger tcpFailures = new AtomicInteger();
    private final AtomicInteger timeouts = new AtomicInteger();

    /** @param clock as {@link System#nanoTime} */
    HealthTally(HealthRule rule, LiveNode node, LongSupplier clock) {
        this.rule = rule;
        this.healthyStatuses = new StatusSet(rule.healthy().statuses());
        this.unhealthyStatuses = new StatusSet(rule.unhealthy().statuses());
        this.node = node;
        this.clock = clock;
    }

    /** An answer with {@code status} came; one that is in neither list says nothing. */
    void answered(int status) {
        if (unhealthyStatuses.contains(status)) {
            failed(httpFailures, rule.unhealthy().httpFailures());
        } else if (healthyStatuses.contains(status)) {
            succeeded();
        }
    }

    /** A connection was opened, where that is all that is asked for, or an answer counts as a success. */
    void succeeded() {
        clear(httpFailures);
        clear(tcpFailures);
        clear(timeouts);
        int enough = rule.healthy().successes();
        if (!node.isHealthy() && enough > 0 && successes.incrementAndGet() >= enough) {
            successes.set(0);
            node.rose(clock.getAsLong());
        }
    }

    /** A connection could not be opened, or broke. */
    void broke() {
        failed(tcpFailures, rule.unhealthy().tcpFailures());
    }

    /** A wait was too long. */
    void timedOut() {
        failed(timeouts, rule.unhealthy().timeouts());
    }

    private void failed(AtomicInteger failures, int enough) {
        clear(successes);
        if (node.isHealthy() && enough > 0 && failures.incrementAndGet() >= enough) {
            node.fell();
            clear(httpFailures);
            clear(tcpFailures);
            clear(timeouts);
        }
    }

    /** Writes only where there is something to change: most of the time there is not, and all loops share the counter. */
    private static void clear(AtomicInteger counter) {
        if (counter.get() != 0) {
            counter.set(0);
        }
    }
}
