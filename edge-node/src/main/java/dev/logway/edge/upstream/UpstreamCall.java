package dev.logway.edge.upstream;

import dev.logway.domain.resource.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through an upstream: whether it is let in, which nodes it tries, and what each of them is thought of
 * afterwards. Confined to one event loop. {@link #end} must be called once for every call that was let in.
 */
public final class UpstreamCall {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final LiveUpstream upstream;
    private final Lane lane;
    private final HashSource request;
    private final long startNanos;
    private List<Lane.Target> tried = List.of();
    private Lane.@Nullable Target current;
    private Breaker.@Nullable Phase admitted;
    private long tryNanos;
    private boolean judged;

    /** How much of a request its node may have seen. */
    public enum Sent {
        /** Nothing at all, so that it may go elsewhere, whatever it asks for. */
        NOTHING,
        /** Some of it; it may be tried again only if it can be repeated. */
        SOME
    }

    /** Why a try came to nothing. */
    public enum Failure {
        /** No connection, or one that broke. */
        CONNECTION,
        /** A wait that was too long. */
        TIMEOUT
    }

    UpstreamCall(LiveUpstream upstream, Lane lane, HashSource request, long startNanos) {
        this.upstream = upstream;
        this.lane = lane;
        this.request = request;
        this.startNanos = startNanos;
    }

    /** Null if the upstream takes the request; else it is to be answered 503, and this says when to try again. */
    public @Nullable Duration refusal() {
        Integer limit = upstream.spec().resilience().maxPendingRequests();
        if (upstream.pending().incrementAndGet() > (limit == null ? Integer.MAX_VALUE : limit)) {
            upstream.pending().decrementAndGet();
            upstream.counters().count(UpstreamEvent.REFUSED_OVER_LIMIT);
            return SOON;
        }
        Breaker breaker = upstream.breaker();
        if (breaker != null) {
            admitted = breaker.admit(startNanos);
            if (admitted == null) {
                upstream.pending().decrementAndGet();
                upstream.counters().count(UpstreamEvent.REFUSED_BY_CIRCUIT_BREAKER);
                return breaker.retryAfter(startNanos);
            }
        }
        upstream.counters().count(UpstreamEvent.REQUESTS);
        lane.budget().deposit();
        return null;
    }

    /** The node to try first, or null if there is none. */
    public Lane.@Nullable Target first() {
        return begin(lane.next(request, tried, startNanos), startNanos);
    }

    /**
     * The node to try next, after the last one {@linkplain #failed failed}; null if the request is to fail: no node is
     * left, it was tried often enough or for too long, or the budget is spent. A try that no node saw anything of adds no load, and
     * costs no budget.
     */
    public Lane.@Nullable Target next(Sent sent, long nowNanos) {
        Lane.Target last = current;
        if (last == null || isEnough(nowNanos)) {
            return null;
        }
        if (tried.isEmpty()) {
            tried = new ArrayList<>();
        }
        tried.add(last);
        Lane.Target found = lane.next(request, tried, nowNanos);
        if (found != null && sent == Sent.SOME && !lane.budget().withdraw()) {
            upstream.counters().count(UpstreamEvent.RETRIES_OVER_BUDGET);
            return null;
        }
        leave();
        if (found != null) {
            upstream.counters().count(UpstreamEvent.RETRIES);
        }
        return begin(found, nowNanos);
    }

    /** The head of the current node's answer came. */
    public void answered(int status, long nowNanos) {
        Lane.Target at = current;
        if (at == null) {
            return;
        }
        Member member = lane.members().get(at.index());
        lane.balancer().observed(at.index(), nowNanos - tryNanos, nowNanos);
        if (member.passive() != null) {
            member.passive().answered(status);
        }
        if (upstream.ejector() != null) {
            upstream.ejector().answered(member.live(), status, lane.members(), nowNanos);
        }
        if (upstream.breaker() != null && admitted != null) {
            judged = true;
            upstream.breaker().answered(admitted, status, nowNanos);
        }
    }

    /** The current try came to nothing. */
    public void failed(Failure failure, long nowNanos) {
        Lane.Target at = current;
        if (at == null) {
            return;
        }
        Member member = lane.members().get(at.index());
        lane.balancer().observed(at.index(), nowNanos - tryNanos + SOON.toNanos(), nowNanos);
        if (member.passive() != null) {
            switch (failure) {
                case CONNECTION -> member.passive().broke();
                case TIMEOUT -> member.passive().timedOut();
            }
        }
        if (upstream.ejector() != null) {
            upstream.ejector().failed(member.live(), lane.members(), nowNanos);
        }
    }

    /** The call as a whole came to nothing because of the upstream. */
    public void gaveUp(long nowNanos) {
        if (upstream.breaker() != null && admitted != null && !judged) {
            judged = true;
            upstream.breaker().failed(admitted, nowNanos);
        }
    }

    /** Nothing of the call is under way any more. */
    public void end() {
        leave();
        upstream.pending().decrementAndGet();
        if (upstream.breaker() != null && admitted != null && !judged) {
            upstream.breaker().cancelled(admitted);
        }
    }

    private Lane.@Nullable Target begin(Lane.@Nullable Target target, long nowNanos) {
        current = target;
        tryNanos = nowNanos;
        if (target != null) {
            lane.members().get(target.index()).live().active().incrementAndGet();
        }
        return target;
    }

    private void leave() {
        if (current != null) {
            lane.members().get(current.index()).live().active().decrementAndGet();
            current = null;
        }
    }

    private boolean isEnough(long nowNanos) {
        RetryPolicy policy = upstream.spec().resilience().retryPolicy();
        int most = policy.retries() == null ? lane.members().serving() - 1 : policy.retries();
        long limitNanos = policy.timeout().toNanos();
        return tried.size() >= most || (limitNanos > 0 && nowNanos - startNanos >= limitNanos);
    }
}
