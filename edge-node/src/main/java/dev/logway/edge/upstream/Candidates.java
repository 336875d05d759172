package dev.logway.edge.upstream;

import java.util.List;

/** The nodes of one tier that may be chosen for one try. One object is used again and again by one event loop. */
final class Candidates implements Shares {
    private final Members members;
    private final long slowStartNanos;
    private List<Lane.Target> tried = List.of();
    private long nowNanos;
    private boolean anyState;
    private int priority;

    Candidates(Members members, long slowStartNanos) {
        this.members = members;
        this.slowStartNanos = slowStartNanos;
    }

    /** From now on those that are available. */
    Candidates available(List<Lane.Target> without, long now) {
        tried = without;
        nowNanos = now;
        anyState = false;
        return this;
    }

    /** From now on all, unavailable ones too. */
    Candidates whateverTheirState(List<Lane.Target> without, long now) {
        available(without, now);
        anyState = true;
        return this;
    }

    /** From now on those of one tier. */
    Candidates ofPriority(int tier) {
        priority = tier;
        return this;
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public int of(int index) {
        Member member = members.get(index);
        LiveNode live = member.live();
        boolean candidate = member.node().priority() == priority
                && member.node().weight() > 0
                && (anyState || live.isAvailable(nowNanos))
                && !isTried(index);
        return candidate ? member.node().weight() * live.share(nowNanos, slowStartNanos) : 0;
    }

    private boolean isTried(int index) {
        for (int i = 0; i < tried.size(); i++) {
            if (tried.get(i).index() == index) {
                return true;
            }
        }
        return false;
    }
}
