package dev.logway.edge.upstream;

import dev.logway.domain.resource.OutlierDetection;

/**
 * Leaves out nodes that fail again and again, for a time that grows with every ejection in a row. A node that stays in for as long as
 * its last ejection lasted begins anew. Threadsafe, without locks; event loops that eject at the same moment may
 * go over the limit by one each.
 */
final class OutlierEjector {
    private static final int SERVER_ERROR = 500;

    private final OutlierDetection settings;
    private final UpstreamCounters counters;

    /** @param counters of the upstream */
    OutlierEjector(OutlierDetection settings, UpstreamCounters counters) {
        this.settings = settings;
        this.counters = counters;
    }

    void answered(LiveNode node, int status, Members among, long nowNanos) {
        if (status >= SERVER_ERROR) {
            failed(node, among, nowNanos);
        } else if (node.failuresInARow().get() != 0) {
            node.failuresInARow().set(0);
        }
    }

    void failed(LiveNode node, Members among, long nowNanos) {
        int row = node.failuresInARow().incrementAndGet();
        if (row >= settings.consecutive5xx() && !node.isEjected(nowNanos) && mayEject(among, nowNanos)) {
            node.failuresInARow().set(0);
            node.eject(nowNanos + nanos(node, nowNanos));
            counters.count(UpstreamEvent.EJECTIONS);
        }
    }

    private boolean mayEject(Members among, long nowNanos) {
        int already = 0;
        for (Member member : among.all()) {
            already += member.live().isEjected(nowNanos) ? 1 : 0;
        }
        return already == 0 || (already + 1) * 100L <= (long) settings.maxEjectionPercent() * among.size();
    }

    private long nanos(LiveNode node, long nowNanos) {
        int before = node.ejectionsInARow().get();
        if (before > 0 && nowNanos - node.ejectedUntilNanos() >= lasting(before)) {
            before = 0;
        }
        node.ejectionsInARow().set(before + 1);
        return lasting(before + 1);
    }

    /** How long the ejection with this number in a row lasts. */
    private long lasting(int number) {
        long most = settings.maxEjectionTime().toNanos();
        long base = settings.baseEjectionTime().toNanos();
        return number > most / base ? most : base * number;
    }
}
