package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import java.util.List;

/** What a command asks for. */
public sealed interface Action {

    /**
     * Several edits, all or nothing, as one revision. Their order does not matter.
     *
     * @param edits 1 to {@value #MAX_EDITS}
     */
    record Changeset(List<Edit> edits, Guard guard) implements Action {
        public static final int MAX_EDITS = 20_000;

        /** @throws IllegalArgumentException if there are no edits or too many */
        public Changeset {
            edits = List.copyOf(edits);
            require(!edits.isEmpty() && edits.size() <= MAX_EDITS, "changes", edits.size(), "1 to 20000 changes");
        }

        /** A guarded changeset of {@code edits}. */
        public static Changeset of(Edit... edits) {
            return new Changeset(List.of(edits), Guard.GUARDED);
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
