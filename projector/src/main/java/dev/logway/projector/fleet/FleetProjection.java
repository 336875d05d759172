package dev.logway.projector.fleet;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.FleetJudge;
import dev.logway.domain.fleet.FleetJudge.Judged;
import dev.logway.domain.fleet.GroupProgress;
import dev.logway.domain.fleet.GroupProgress.Decided;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.projector.state.ByteStore;
import dev.logway.projector.state.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instances of the groups of one partition, as they are judged, and the changes that some of them try. A heartbeat
 * that says something new is published at once; one that repeats the last is published every few seconds. One thread
 * drives it; no I/O but the store's.
 */
public final class FleetProjection {
    private static final int SPACINGS_PER_LAG = 100;
    private static final Duration SHOWN_LAG = Duration.ofSeconds(1);
    private static final Duration TIME_KEPT_EVERY = Duration.ofMinutes(1);

    private final FleetStore store;
    private final FleetSettings settings;
    private final FleetJudge judge;
    private final FleetSink sink;
    private final CanaryTrials trials;
    private final BrokerClock clock;
    private final TreeMap<InstanceId, Tracked> instances = new TreeMap<>();
    private final Map<Scope, GroupProgress> groups = new HashMap<>();
    private Instant timeKept;

    /** An instance as it is, and as it was published last. */
    private record Tracked(Instance instance, Instance published) {}

    private FleetProjection(FleetStore store, FleetSettings settings, FleetSink sink, long localMillis) {
        this.store = store;
        this.settings = settings;
        this.judge = new FleetJudge(settings.thresholds());
        this.sink = sink;
        this.timeKept = store.time();
        store.instances(instance -> instances.put(instance.id(), new Tracked(instance, instance)));
        store.groups((group, decided) -> progress(group).decided(decided));
        this.trials = new CanaryTrials(store);
        this.clock = new BrokerClock(newestKnown(), localMillis);
    }

    /**
     * Goes on from what {@code store} holds.
     *
     * @param localMillis of a local clock that only counts up, as in every other call
     */
    public static FleetProjection restore(ByteStore store, FleetSettings settings, FleetSink sink, long localMillis) {
        return new FleetProjection(new FleetStore(store), settings, sink, localMillis);
    }

    /** Not before any instance came into its state, or it would be judged as of before. */
    private Instant newestKnown() {
        return instances.values().stream()
                .map(Tracked::instance)
                .flatMap(instance -> Stream.of(instance.lastSeen(), instance.since()))
                .reduce(timeKept, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Whether no instance is known and nothing is tried, so that time changes nothing. */
    public boolean isEmpty() {
        return instances.isEmpty() && trials.isEmpty();
    }

    /**
     * Takes a heartbeat.
     *
     * @param arrived when the broker took it
     */
    public void heard(Heartbeat heartbeat, Instant arrived, long localMillis) {
        clock.heard(arrived, localMillis);
        InstanceId id = heartbeat.instance();
        Tracked tracked = instances.get(id);
        Instance known = tracked == null ? null : tracked.instance();
        Instant at = known != null && arrived.isBefore(known.lastSeen()) ? known.lastSeen() : arrived;
        Judged judged = judge.heard(known, heartbeat, at, progress(id.scope()));
        Instance instance = Objects.requireNonNull(judged.instance());
        if (tracked == null || judged.transition() != null || isNews(tracked.published(), instance)) {
            publish(judged, at);
        } else {
            instances.put(id, new Tracked(instance, tracked.published()));
        }
        trials.heard(heartbeat, at);
    }

    /** Takes an outcome; that of an accepted command moves its group on. */
    public void decided(Event event, long localMillis) {
        if (event.scope().kind() == Scope.Kind.GROUP && event.outcome() instanceof Outcome.Accepted accepted) {
            var decided = new Decided(accepted.revision(), accepted.digest(), event.at());
            progress(event.scope()).decided(decided);
            store.put(event.scope(), decided);
            trials.decided(event);
            if (instances.isEmpty() && !trials.isEmpty()) {
                clock.heard(event.at(), localMillis); // nobody else tells the time
            }
        }
    }

    /** Whether the event at {@code offset} is the next one for what the store holds; if that is not known, it is. */
    public boolean goesOnAt(long offset, Gap gap) {
        long position = store.position().orElse(offset);
        return position >= offset || !gap.holdsRecords(position, offset);
    }

    /** Keeps that the event at {@code offset} was taken, whatever it was. */
    public void took(long offset) {
        store.putPosition(offset + 1);
    }

    /** Judges everyone again, because time went by. */
    public void tick(long localMillis) {
        Instant now = clock.now(localMillis);
        for (Tracked tracked : List.copyOf(instances.values())) {
            Instance known = tracked.instance();
            Judged judged = judge.again(known, progress(known.id().scope()), now);
            Instance instance = judged.instance();
            if (judged.transition() != null || (instance != null && isLagToShow(tracked.published(), instance, now))) {
                publish(judged, now);
            } else if (instance != null) {
                instances.put(instance.id(), new Tracked(instance, tracked.published()));
            }
        }
        trials.judge(this::isLost, now, sink::ask);
        if (Duration.between(timeKept, now).compareTo(TIME_KEPT_EVERY) >= 0) {
            store.putTime(now);
            timeKept = now;
        }
    }

    private boolean isLost(InstanceId id) {
        Tracked tracked = instances.get(id);
        return tracked == null
                || tracked.instance().state() == InstanceState.LOST_CONNECTION
                || tracked.instance().state() == InstanceState.OFFLINE;
    }

    private void publish(Judged judged, Instant at) {
        Instance instance = judged.instance();
        if (instance != null) {
            store.put(instance);
            instances.put(instance.id(), new Tracked(instance, instance));
            sink.judged(instance, at);
        } else if (judged.transition() != null) {
            InstanceId id = judged.transition().instance();
            store.remove(id);
            instances.remove(id);
            sink.forgotten(id, at);
        }
        if (judged.transition() != null) {
            sink.transition(judged.transition());
        }
    }

    private boolean isNews(Instance published, Instance instance) {
        Heartbeat before = published.heartbeat();
        Heartbeat now = instance.heartbeat();
        return !now.serving().equals(before.serving())
                || !now.errors().equals(before.errors())
                || !now.warnings().equals(before.warnings())
                || !now.address().equals(before.address())
                || !Objects.equals(now.canary(), before.canary())
                || !published.lastSeen().plus(settings.refresh()).isAfter(instance.lastSeen());
    }

    /** A lag of an instance that says nothing would otherwise stay unseen; one that is over in a moment may. */
    private static boolean isLagToShow(Instance published, Instance instance, Instant now) {
        @Nullable Instant behindSince = instance.behindSince();
        return behindSince != null
                && !behindSince.equals(published.behindSince())
                && Duration.between(behindSince, now).compareTo(SHOWN_LAG) > 0;
    }

    /** So that a lag is told by a hundredth, and ten times the longest that is tolerated is remembered. */
    private GroupProgress progress(Scope group) {
        return groups.computeIfAbsent(
                group, _ -> new GroupProgress(settings.thresholds().lag().dividedBy(SPACINGS_PER_LAG)));
    }
}
