package dev.logway.projector.scope;

/** Looks into the partition's commands, between what a store holds and what comes next. */
@FunctionalInterface
public interface CommandGap {
    /** Whether committed records stand at the offsets {@code from} to {@code to}, without the last; or it is not known. */
    boolean holdsRecords(long from, long to);
}
