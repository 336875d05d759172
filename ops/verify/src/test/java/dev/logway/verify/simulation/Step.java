package dev.logway.verify.simulation;

import dev.logway.domain.command.Command;
import dev.logway.domain.resource.ResourceKey;

/** One thing that happens. Numbers that name an edge or a topic count round, so that every step is always possible. */
sealed interface Step {

    /** Somebody asks for a change. */
    record Deliver(Command command) implements Step {}

    /** A sender repeats a record, because it did not hear that it arrived; {@code back} records ago. */
    record DeliverAgain(int back) implements Step {}

    /** A record that is no command arrives. */
    record DeliverPoison(Poison poison) implements Step {}

    /** The projector decides a few commands. */
    record Project(int commands) implements Step {}

    /** The projector dies after {@code commands} and {@code records} of the next, and starts again. */
    record CrashProjector(int commands, int records) implements Step {}

    /** It dies, and what is restored is its store as it was {@code commits} ago: from a broker that leads no more. */
    record RestoreStale(int commits) implements Step {}

    /** An edge reads a few records. */
    record Poll(int edge, int records) implements Step {}

    /** An edge saves what it serves. */
    record SaveSnapshot(int edge) implements Step {}

    /** An edge dies and starts again from its snapshot. */
    record RestartEdge(int edge) implements Step {}

    /** An edge dies, and its disk with it. */
    record ReplaceEdge(int edge) implements Step {}

    /** An edge cannot build tables for a while. */
    record RefuseImages(int edge) implements Step {}

    /** It can again. */
    record AcceptImages(int edge) implements Step {}

    /** The cleaner goes over the first part of a topic. */
    record Compact(int topic, int percent) implements Step {}

    /** The cleaner takes tombstones that no reader needs any more. */
    record ForgetTombstones(int topic) implements Step {}

    /** A topic hears of no commit any more, while others do. */
    record HoldMarkers(int topic) implements Step {}

    /** It hears of all that it missed. */
    record ReleaseMarkers(int topic) implements Step {}

    /** The broker's clock moves; back, if another broker took over whose clock is behind. */
    record MoveClock(long millis) implements Step {}

    /** Nothing new comes until everybody has read everything. */
    record Rest() implements Step {}

    /** Somebody who should not writes to a config topic. */
    record Damage(int topic, ResourceKey key, Forgery forgery) implements Step {}

    /** What a record can be that is no command. */
    enum Poison {
        GARBAGE,
        TORN,
        NO_KEY,
        FOREIGN_KEY,
        STRAY_SCOPE,
        NO_VALUE
    }

    /** What somebody who should not can write. */
    enum Forgery {
        GARBAGE,
        GARBAGE_SEAL,
        GARBAGE_UNDER_FOREIGN_KEY,
        TOMBSTONE,
        TOMBSTONE_OF_SEAL,
        RESOURCE,
        SEAL
    }
}
