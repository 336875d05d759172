package dev.logway.domain.command;

import java.util.List;

/** The outcome of the rules for one command: facts to append, or the reasons there are none. Never both. */
public sealed interface Decision {

    /** The facts, sorted by key. An empty list is a valid outcome: the command asked for what is already true. */
    record Accepted(List<Change> changes) implements Decision {
        /** Copies {@code changes}. */
        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /** Why not: at least one reason, at most {@value GroupDecider#MAX_REASONS}. */
    record Rejected(List<Rejection> reasons) implements Decision {
        /** Copies {@code reasons}. */
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }
}
