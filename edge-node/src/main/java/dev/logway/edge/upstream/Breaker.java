package dev.logway.edge.upstream;

import dev.logway.domain.resource.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * A breaker is a chain of phases: closed, open, half-open, and closed or open again. A request is admitted in a phase
 * and reports to that phase alone, so an answer that comes late says nothing of the phases after. Whoever sees the condition
 * for the next phase swaps it in by compare-and-set; one wins, the others find it done.
 */
/** The circuit breaker of one upstream on this edge, shared by its event loops. Threadsafe, without locks. */
final class Breaker {
    private final CircuitBreaker settings;
    private final StatusSet failures;
    private final AtomicReference<Phase> phase;

    /** What a request that is let through belongs to. */
    sealed interface Phase {
        /** How a phase is shown. */
        String word();
    }

    private record Closed(OutcomeWindow window) implements Phase {
        @Override
        public String word() {
            return "closed";
        }
    }

    private record Open(long untilNanos) implements Phase {
        @Override
        public String word() {
            return "open";
        }
    }

    private record HalfOpen(AtomicInteger admitted, AtomicInteger succeeded) implements Phase {
        @Override
        public String word() {
            return "half_open";
        }
    }

    Breaker(CircuitBreaker settings) {
        this.settings = settings;
        this.failures = new StatusSet(settings.statuses());
        this.phase = new AtomicReference<>(closed());
    }

    CircuitBreaker settings() {
        return settings;
    }

    /** The phase in which a request may go out, or null if it may not. */
    @Nullable
    Phase admit(long nowNanos) {
        Phase now = phase.get();
        if (now instanceof Open(long untilNanos) && nowNanos - untilNanos >= 0) {
            phase.compareAndSet(now, new HalfOpen(new AtomicInteger(), new AtomicInteger()));
            now = phase.get();
        }
        return switch (now) {
            case Closed _ -> now;
            case Open _ -> null;
            case HalfOpen half -> isAdmitted(half) ? now : null;
        };
    }

    /** A request of {@code phase} was answered. */
    void answered(Phase admitted, int status, long nowNanos) {
        if (failures.contains(status)) {
            failed(admitted, nowNanos);
            return;
        }
        switch (admitted) {
            case Open _ -> {}
            case Closed(OutcomeWindow window) -> {
                if (window.succeeded()) {
                    open(admitted, nowNanos);
                }
            }
            case HalfOpen half -> {
                if (half.succeeded().incrementAndGet() >= settings.permittedNumberOfCallsInHalfOpenState()) {
                    phase.compareAndSet(admitted, closed());
                }
            }
        }
    }

    /** A request of {@code phase} came to nothing. */
    void failed(Phase admitted, long nowNanos) {
        switch (admitted) {
            case Open _ -> {}
            case Closed(OutcomeWindow window) -> {
                if (window.failed()) {
                    open(admitted, nowNanos);
                }
            }
            case HalfOpen _ -> open(admitted, nowNanos);
        }
    }

    /** A request of {@code phase} ended without telling anything; another may take its place. */
    void cancelled(Phase admitted) {
        if (admitted instanceof HalfOpen half) {
            half.admitted().decrementAndGet();
        }
    }

    /** How long to wait before it is worth trying again; at least a second. */
    Duration retryAfter(long nowNanos) {
        long nanos = phase.get() instanceof Open(long untilNanos) ? untilNanos - nowNanos : 0;
        return Duration.ofNanos(Math.max(nanos, TimeUnit.SECONDS.toNanos(1)));
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    String word() {
        return phase.get().word();
    }

    private boolean isAdmitted(HalfOpen half) {
        if (half.admitted().incrementAndGet() <= settings.permittedNumberOfCallsInHalfOpenState()) {
            return true;
        }
        half.admitted().decrementAndGet();
        return false;
    }

    private void open(Phase from, long nowNanos) {
        phase.compareAndSet(
                from, new Open(nowNanos + settings.waitDurationInOpenState().toNanos()));
    }

    private Phase closed() {
        return new Closed(new OutcomeWindow(settings.opening()));
    }
}
