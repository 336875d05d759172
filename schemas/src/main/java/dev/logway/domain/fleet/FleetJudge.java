package dev.logway.domain.fleet;

import dev.logway.domain.fleet.Heartbeat.Serving;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which the state of an instance follows from its last heartbeat, its group's progress and the broker's
 * time. Pure.
 */
public final class FleetJudge {
    private static final int SHOWN_ERROR = 200;

    private final FleetThresholds thresholds;

    public FleetJudge(FleetThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * An instance as it is judged now.
     *
     * @param instance null if it is forgotten
     * @param transition null if its state stayed the same
     */
    public record Judged(
            @Nullable Instance instance, @Nullable InstanceTransition transition) {}

    /**
     * Judges an instance that was just heard.
     *
     * @param known as it was judged before, or null
     * @param at when the broker took the heartbeat
     */
    public Judged heard(@Nullable Instance known, Heartbeat heartbeat, Instant at, GroupProgress progress) {
        Instant behindSince = behindSince(known, heartbeat.serving(), progress);
        Verdict verdict = speaking(heartbeat, behindSince, progress, at);
        InstanceState before = known == null ? null : known.state();
        Instant since = known == null || known.state() != verdict.state ? at : known.since();
        var instance = new Instance(
                verdict.state, since, at, behindSince, servingSince(known, heartbeat.serving(), at), heartbeat);
        return new Judged(instance, transition(instance.id(), before, verdict, at));
    }

    /**
     * Judges an instance again because time went by or its group moved on.
     *
     * @param now the broker's time; one before the instance's last heartbeat counts as that
     */
    public Judged again(Instance known, GroupProgress progress, Instant now) {
        Duration silence = Duration.between(known.lastSeen(), now);
        InstanceId id = known.id();
        if (silence.compareTo(thresholds.forgotten()) > 0) {
            return new Judged(
                    null, new InstanceTransition(id, known.state(), null, now, "no heartbeat for " + text(silence)));
        }
        Instant behindSince = behindSince(known, known.heartbeat().serving(), progress);
        Verdict verdict = silent(silence);
        if (verdict == null) {
            verdict = speaking(known.heartbeat(), behindSince, progress, now);
        }
        if (isSilent(known.state()) && verdict.state.compareTo(known.state()) < 0) {
            // Only a heartbeat brings it back, not a clock that was corrected.
            return new Judged(known, null);
        }
        Instant since = known.state() == verdict.state ? known.since() : now;
        var instance = new Instance(
                verdict.state, since, known.lastSeen(), behindSince, known.servingSince(), known.heartbeat());
        return new Judged(instance, transition(id, known.state(), verdict, now));
    }

    private static boolean isSilent(InstanceState state) {
        return state == InstanceState.LOST_CONNECTION || state == InstanceState.OFFLINE;
    }

    private record Verdict(InstanceState state, String reason) {}

    private @Nullable Verdict silent(Duration silence) {
        if (silence.compareTo(thresholds.offline()) > 0) {
            return new Verdict(InstanceState.OFFLINE, "no heartbeat for " + text(silence));
        }
        if (silence.compareTo(thresholds.lost()) > 0) {
            return new Verdict(InstanceState.LOST_CONNECTION, "no heartbeat for " + text(silence));
        }
        return null;
    }

    private Verdict speaking(Heartbeat heartbeat, @Nullable Instant behindSince, GroupProgress progress, Instant now) {
        Serving serving = heartbeat.serving();
        long newest = progress.newest().revision();
        if (!heartbeat.errors().isEmpty()) {
            return new Verdict(InstanceState.HEARTBEAT_ONLY, "reports: " + errors(heartbeat));
        }
        if (behindSince != null && Duration.between(behindSince, now).compareTo(thresholds.lag()) > 0) {
            return new Verdict(
                    InstanceState.HEARTBEAT_ONLY,
                    "serves revision " + serving.revision() + " of " + newest + ", behind for "
                            + text(Duration.between(behindSince, now)));
        }
        if (serving.revision() == newest
                && !serving.digest().equals(progress.newest().digest())) {
            return new Verdict(InstanceState.HEARTBEAT_ONLY, "serves another digest at revision " + newest);
        }
        return new Verdict(
                InstanceState.HEALTHY,
                newest == 0 && serving.revision() == 0
                        ? "its group has no configuration yet"
                        : "serves revision " + serving.revision());
    }

    /** An instance that has not moved is behind since the time that was found first, when it was remembered best. */
    private static @Nullable Instant behindSince(@Nullable Instance known, Serving serving, GroupProgress progress) {
        if (serving.revision() >= progress.newest().revision()) {
            return null;
        }
        Instant decided = progress.at(serving.revision() + 1);
        if (known == null || known.heartbeat().serving().revision() != serving.revision()) {
            return decided;
        }
        Instant before = known.behindSince();
        return before != null && before.isBefore(decided) ? before : decided;
    }

    private static Instant servingSince(@Nullable Instance known, Serving serving, Instant at) {
        return known != null && known.heartbeat().serving().equals(serving) ? known.servingSince() : at;
    }

    private static @Nullable InstanceTransition transition(
            InstanceId id, @Nullable InstanceState before, Verdict verdict, Instant at) {
        if (before == verdict.state) {
            return null;
        }
        String reason = switch (before) {
            case null -> "first heartbeat; " + verdict.reason;
            case LOST_CONNECTION, OFFLINE ->
                isSilent(verdict.state) ? verdict.reason : "heartbeats again; " + verdict.reason;
            case HEALTHY, HEARTBEAT_ONLY -> verdict.reason;
        };
        return new InstanceTransition(id, before, verdict.state, at, reason);
    }

    private static String errors(Heartbeat heartbeat) {
        String first = heartbeat.errors().getFirst();
        String shown = first.length() <= SHOWN_ERROR ? first : first.substring(0, SHOWN_ERROR) + "…";
        int others = heartbeat.errors().size() - 1;
        return others == 0 ? shown : shown + " (and " + others + " more)";
    }

    /** Rounded down to its largest unit: {@code 31 s}, {@code 2 h}, {@code 7 d}. */
    private static String text(Duration duration) {
        if (duration.toDays() >= 2) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() >= 2) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() >= 2 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
