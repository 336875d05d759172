package dev.logway.replay;

import static dev.logway.domain.Require.require;

import java.time.Instant;

/** A moment in a scope's history. */
public sealed interface Moment {

    /**
     * Right after this revision was made.
     *
     * @param revision 1 or more
     */
    record Revision(long revision) implements Moment {
        /** @throws IllegalArgumentException if {@code revision} is not positive */
        public Revision {
            require(revision >= 1, "revision", revision, ">= 1");
        }

        @Override
        public String toString() {
            return "revision " + revision;
        }
    }

    /** What had been decided by then, that instant included. */
    record Time(Instant at) implements Moment {
        @Override
        public String toString() {
            return at.toString();
        }
    }

    /** Whether it is right after {@code revision}. */
    default boolean isRevision(long revision) {
        return this instanceof Revision(long own) && own == revision;
    }

    /** Whether an accepted event that made {@code revision} and was decided {@code at} belongs to it. */
    default boolean includes(long revision, Instant at) {
        return switch (this) {
            case Revision(long last) -> revision <= last;
            case Time(Instant last) -> !at.isAfter(last);
        };
    }
}
