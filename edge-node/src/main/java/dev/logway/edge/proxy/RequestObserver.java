package dev.logway.edge.proxy;

import dev.logway.routing.Candidate;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Follows one request on its way, for the access log, a trace or a sample. */
interface RequestObserver {

    /** {@code match} of the configuration's {@code revision} takes the request; null if no route does. */
    void decided(long revision, @Nullable Candidate<?> match);

    /** The request goes on to {@code authority} with {@code fields}, to which the observer may add. */
    void sent(MultiMap fields, String authority);

    /** The answer's head is about to be written with {@code fields}, to which the observer may add. */
    void answering(MultiMap fields);

    /**
     * It is over.
     *
     * @param totalNanos from its head to the end of its answer
     * @param upstreamNanos of these, until the upstream's head came; 0 if no upstream answered
     */
    void finished(Outcome outcome, long totalNanos, long upstreamNanos);

    /**
     * What came of it.
     *
     * @param requestBytes of its body, or from the client through a tunnel
     * @param responseBytes of the answer's body, or to the client through a tunnel
     */
    record Outcome(int status, long requestBytes, long responseBytes) {}

    /** Two that both follow. */
    record Both(RequestObserver first, RequestObserver second) implements RequestObserver {
        @Override
        public void decided(long revision, @Nullable Candidate<?> match) {
            first.decided(revision, match);
            second.decided(revision, match);
        }

        @Override
        public void sent(MultiMap fields, String authority) {
            first.sent(fields, authority);
            second.sent(fields, authority);
        }

        @Override
        public void answering(MultiMap fields) {
            first.answering(fields);
            second.answering(fields);
        }

        @Override
        public void finished(Outcome outcome, long totalNanos, long upstreamNanos) {
            first.finished(outcome, totalNanos, upstreamNanos);
            second.finished(outcome, totalNanos, upstreamNanos);
        }
    }
}
