package dev.logway.verify.invariant;

/** Something that must hold after every step. It keeps what it needs of earlier steps, so each run has its own. */
@FunctionalInterface
public interface Invariant {
    /** @throws AssertionError if it does not hold, saying where */
    void check(Observed system);
}
