package dev.logway.domain.command;

import dev.logway.domain.image.Digest;
import java.util.List;

/** What became of one command. */
public sealed interface Outcome {

    /** What a command that was decided by the rules can come to. */
    sealed interface Verdict extends Outcome {
        /** The scope's revision after the command: the new one if it was accepted, else the one it met. */
        long revision();
    }

    /**
     * The command is part of the scope's history.
     *
     * @param revision the scope's new revision
     * @param digest of the image at that revision
     * @param changes sorted by key; empty if the command asked for what was already true
     * @param previous the hash of the scope's accepted event before this one
     */
    record Accepted(long revision, Digest digest, List<Change> changes, Hash previous) implements Verdict {
        /** Copies {@code changes}. */
        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The command changed nothing.
     *
     * @param revision the scope's revision that it was decided against
     * @param reasons at least one
     */
    record Rejected(long revision, List<Rejection> reasons) implements Verdict {
        /** Copies {@code reasons}. */
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    /** The command repeats {@code first}, by its idempotency key; it changed nothing and gets the first answer. */
    record Repeated(CommandId first, Verdict original) implements Outcome {}

    /** The answer to give: the verdict itself, or the first one. */
    default Verdict verdict() {
        return switch (this) {
            case Verdict verdict -> verdict;
            case Repeated(CommandId _, Verdict first) -> first;
        };
    }
}
