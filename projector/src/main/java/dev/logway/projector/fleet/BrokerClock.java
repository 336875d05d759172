package dev.logway.projector.fleet;

import java.time.Duration;
import java.time.Instant;

/*
 * Silence is judged without a record that could carry the time, so the broker's time has to be told from what there
 * is: the append times of heartbeats, and a local clock that can measure but not name a time.
 *
 * The time is the newest append time seen, plus what went by here since. That is never ahead of the broker by more
 * than the two clocks drift apart between two heartbeats. It lags behind by the time a heartbeat takes to get here,
 * and that is wanted: a projector that catches up after a stop lives in the time of what it reads, and does not take
 * instances for lost whose heartbeats it has not read yet. For the same reason one step of the local clock counts for
 * MAX_STEP at most: a process that was suspended finds the heartbeats of that time still unread.
 *
 * The time is kept in the store once a minute, so that restarts do not keep instances alive for ever in a partition
 * where nothing is heard any more. What is lost is the time in which no projector ran.
 */
/** The broker's time, as far as one task can tell. One thread drives it. */
final class BrokerClock {
    static final Duration MAX_STEP = Duration.ofSeconds(5);

    private Instant newest;
    private long sinceMillis;
    private long lastLocalMillis;

    /**
     * A clock that goes on from {@code newest}.
     *
     * @param localMillis of a local clock that only counts up
     */
    BrokerClock(Instant newest, long localMillis) {
        this.newest = newest;
        this.lastLocalMillis = localMillis;
    }

    /** Takes the append time of a heartbeat. */
    void heard(Instant at, long localMillis) {
        pass(localMillis);
        if (at.isAfter(newest)) {
            newest = at;
            sinceMillis = 0;
        }
    }

    /** The broker's time. It may go back a little when a heartbeat corrects it. */
    Instant now(long localMillis) {
        pass(localMillis);
        return newest.plusMillis(sinceMillis);
    }

    private void pass(long localMillis) {
        sinceMillis += Math.clamp(localMillis - lastLocalMillis, 0, MAX_STEP.toMillis());
        lastLocalMillis = localMillis;
    }
}
