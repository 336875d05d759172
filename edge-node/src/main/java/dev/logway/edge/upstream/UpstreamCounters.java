package dev.logway.edge.upstream;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of one upstream since this edge began to serve it. Threadsafe. */
final class UpstreamCounters {
    final LongAdder requests = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder retriesOverBudget = new LongAdder();
    final LongAdder panics = new LongAdder();
    final LongAdder ejections = new LongAdder();
    final LongAdder refusedByBreaker = new LongAdder();
    final LongAdder refusedOverLimit = new LongAdder();
}
