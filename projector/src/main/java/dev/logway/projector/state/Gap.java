package dev.logway.projector.state;

/** Looks into a partition of the log, between what a store holds and what comes next. */
@FunctionalInterface
public interface Gap {
    /** Whether committed records stand at the offsets {@code from} to {@code to}, without the last; or it is not known. */
    boolean holdsRecords(long from, long to);
}
