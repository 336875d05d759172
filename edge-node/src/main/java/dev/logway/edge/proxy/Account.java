package dev.logway.edge.proxy;

import dev.logway.edge.client.ClientStream;
import dev.logway.edge.metrics.CanaryTally;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.tunnel.Tunnel;
import dev.logway.routing.Candidate;
import dev.logway.routing.RoutingTable;
import org.jspecify.annotations.Nullable;

/** What metrics and observers are told of one request. It is finished once; what is told later is not heard. */
final class Account {
    private final ClientStream stream;
    private final @Nullable RequestObserver observer;
    private final long startNanos = System.nanoTime();
    private @Nullable RouteTraffic traffic;
    private long upstreamNanos;

    /** Told when the upstream's head comes, or that none will; null if nobody waits for that. */
    private @Nullable CanaryTally openAt;

    /** @param observer null if nobody follows */
    Account(ClientStream stream, @Nullable RequestObserver observer) {
        this.stream = stream;
        this.observer = observer;
    }

    long startNanos() {
        return startNanos;
    }

    @Nullable
    RequestObserver observer() {
        return observer;
    }

    /** Whether it is known which route takes it, or that none does. */
    boolean isRouted() {
        return traffic != null;
    }

    /** {@code match} of {@code table} takes it. */
    void routed(Candidate<RouteTraffic> match, RoutingTable<RouteTraffic, ?> table) {
        traffic = match.route().runtime();
        if (observer != null) {
            observer.decided(table.revision(), match);
        }
    }

    /**
     * No route of {@code table} takes it, or it is not asked.
     *
     * @param table null if there is none
     */
    void unrouted(RouteTraffic unmatched, @Nullable RoutingTable<RouteTraffic, ?> table) {
        traffic = unmatched;
        if (observer != null && table != null) {
            observer.decided(table.revision(), null);
        }
    }

    /** It is about to be sent to its upstream. */
    void sentOn() {
        if (traffic != null) {
            openAt = traffic.sentOn();
        }
    }

    /** The upstream's head came. */
    void upstreamAnswered() {
        noLongerOpen();
        upstreamNanos = System.nanoTime() - startNanos;
    }

    /** The head of an answer is made, and nothing of it is out. */
    void answering() {
        if (observer != null) {
            observer.answering(stream.fields());
        }
    }

    /** It is about to become a tunnel. */
    void switching() {
        if (traffic != null) {
            traffic.switching(WebSocketUpgrade.SWITCHING_PROTOCOLS, System.nanoTime() - startNanos);
        }
    }

    /** It was answered {@code status}, or should have been. */
    void finished(int status) {
        RouteTraffic counted = traffic;
        if (counted != null) {
            traffic = null;
            long totalNanos = System.nanoTime() - startNanos;
            noLongerOpen();
            counted.finished(status, stream.bytesRead(), stream.bytesWritten(), totalNanos, upstreamNanos);
            if (observer != null) {
                var outcome = new RequestObserver.Outcome(status, stream.bytesRead(), stream.bytesWritten());
                observer.finished(outcome, totalNanos, upstreamNanos);
            }
        }
    }

    /** It became {@code tunnel}, which is closed. */
    void finished(Tunnel tunnel) {
        RouteTraffic counted = traffic;
        if (counted != null) {
            traffic = null;
            counted.tunnelled(tunnel.fromClient(), tunnel.fromUpstream());
            if (observer != null) {
                var outcome = new RequestObserver.Outcome(
                        WebSocketUpgrade.SWITCHING_PROTOCOLS, tunnel.fromClient(), tunnel.fromUpstream());
                observer.finished(outcome, System.nanoTime() - startNanos, upstreamNanos);
            }
        }
    }

    private void noLongerOpen() {
        CanaryTally told = openAt;
        if (told != null) {
            openAt = null;
            told.noLongerOpen();
        }
    }
}
