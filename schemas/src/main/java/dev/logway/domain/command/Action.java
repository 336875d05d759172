package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command asks for. */
public sealed interface Action {

    /**
     * Several edits, all or nothing, as one revision. Their order does not matter.
     *
     * @param edits 1 to {@value #MAX_EDITS}
     * @param schedule when they are made, and whether they are taken back
     * @param canary who tries them before they are made for all; null if nobody does
     */
    record Changeset(
            List<Edit> edits,
            Guard guard,
            Schedule schedule,
            @Nullable Canary canary) implements Action {
        public static final int MAX_EDITS = 20_000;

        /** @throws IllegalArgumentException if there are no edits or too many */
        public Changeset {
            edits = List.copyOf(edits);
            require(!edits.isEmpty() && edits.size() <= MAX_EDITS, "changes", edits.size(), "1 to 20000 changes");
        }

        /** Edits that are made for all instances at one time. */
        public Changeset(List<Edit> edits, Guard guard, Schedule schedule) {
            this(edits, guard, schedule, null);
        }

        /** Edits that are made at once and for good. */
        public Changeset(List<Edit> edits, Guard guard) {
            this(edits, guard, Schedule.NOW);
        }

        /** A guarded changeset of {@code edits}. */
        public static Changeset of(Edit... edits) {
            return new Changeset(List.of(edits), Guard.GUARDED);
        }
    }

    /**
     * Approve a change that was proposed.
     *
     * @param id the pending change's
     */
    record Approve(String id) implements Action {
        /** @throws IllegalArgumentException if nothing can have that id */
        public Approve {
            PendingChange.key(id);
        }
    }

    /**
     * Drop a change that waits, or the taking back of one that was made.
     *
     * @param id the pending change's
     */
    record Cancel(String id) implements Action {
        /** @throws IllegalArgumentException if nothing can have that id */
        public Cancel {
            PendingChange.key(id);
        }
    }

    /**
     * Make for all what some instances try, without waiting for what comes of it.
     *
     * @param id the pending change's
     */
    record Promote(String id) implements Action {
        /** @throws IllegalArgumentException if nothing can have that id */
        public Promote {
            PendingChange.key(id);
        }
    }

    /**
     * Do what a pending change waits for, because its time has come. Only the calendar asks for that, and whoever watches
     * a canary.
     *
     * @param id the pending change's
     * @param step which it is the time for
     */
    record Fire(String id, PendingChange.Step step) implements Action {
        /** @throws IllegalArgumentException if nothing can have that id */
        public Fire {
            PendingChange.key(id);
        }
    }

    /**
     * Give up a step that was refused when its time had come, or that a canary speaks against. Only the calendar asks for
     * that, and whoever watches the canary.
     *
     * @param id the pending change's
     * @param step which is not taken
     */
    record Withdraw(String id, PendingChange.Step step) implements Action {
        /** @throws IllegalArgumentException if nothing can have that id */
        public Withdraw {
            PendingChange.key(id);
        }
    }

    /** Whether a changeset may remove a large part of a group. */
    enum Guard {
        /** Refused if it removes more than a tenth of the group's resources, and more than 20. */
        GUARDED,
        /** The asker said {@code force}. */
        FORCED
    }
}
