package dev.logway.edge.metrics;

import org.jspecify.annotations.Nullable;

/** How one route's requests were answered. Series are made when first needed, so that a quiet route costs nothing. */
public final class RouteTraffic {
    private final String label;
    private final TrafficMetrics metrics;
    /** Made by any event loop; two that make it find the same counters. */
    private @Nullable RouteSeries series;

    /** Set by whoever makes tables, before the table that it is for is served; taken away after. */
    private @Nullable CanaryTally tally;

    private volatile boolean retired;

    RouteTraffic(String label, TrafficMetrics metrics) {
        this.label = label;
        this.metrics = metrics;
    }

    /** Counts an answer to a request that was refused before it could be read whole. */
    public void refused(int status) {
        series().status(status);
    }

    /**
     * Counts a finished request.
     *
     * @param requestBytes of its body
     * @param responseBytes of its answer's body
     * @param totalNanos from its head to the end of its answer
     * @param upstreamNanos of these, until the upstream's head came; 0 if no upstream answered
     */
    public void finished(int status, long requestBytes, long responseBytes, long totalNanos, long upstreamNanos) {
        RouteSeries now = series();
        now.status(status);
        now.bytes(requestBytes, responseBytes);
        now.latency(totalNanos, upstreamNanos);
        tallied(status, totalNanos);
    }

    /** A request is about to become a tunnel, {@code totalNanos} after its head. */
    public void switching(int status, long totalNanos) {
        tallied(status, totalNanos);
    }

    /** Counts a request that became a tunnel, once that is closed. How long it was open is no latency. */
    public void tunnelled(long fromClientBytes, long toClientBytes) {
        RouteSeries now = series();
        now.status(101);
        now.bytes(fromClientBytes, toClientBytes);
    }

    /**
     * Has what is sent on and answered from now on counted by {@code canary} too; null if it is no concern of a change
     * that is tried.
     */
    public void tallyBy(@Nullable CanaryTally canary) {
        tally = canary;
    }

    /** A request is sent on: who is to be told once it is no longer open; null if nobody counts that. */
    public @Nullable CanaryTally sentOn() {
        CanaryTally now = tally;
        if (now != null) {
            now.sentOn();
        }
        return now;
    }

    private void tallied(int status, long totalNanos) {
        CanaryTally now = tally;
        if (now != null) {
            now.count(status, totalNanos, System.nanoTime());
        }
    }

    String label() {
        return label;
    }

    void retire() {
        retired = true;
        series = null;
    }

    private RouteSeries series() {
        RouteSeries now = series;
        if (now == null) {
            now = retired ? metrics.others() : metrics.series(label);
            series = now;
        }
        return now;
    }
}
