package dev.logway.standalone.audit;

import dev.logway.domain.Scope;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import java.util.function.Predicate;

/** All records of one scope, in the order in which an audit takes them. */
public interface Records extends AutoCloseable {
    Scope scope();

    Topics topics();

    /** An offset of the events topic; what stands before it was sealed in the config topic when that is read. */
    long sealedBefore();

    /**
     * Shows every record, until {@code taker} answers false.
     *
     * @param progress is told the part that is done, 0 to 100; negative where nobody can tell
     * @throws dev.logway.wire.UndecodableException if they are a file's, and it was cut or altered
     * @throws LogReadException if they cannot be read
     */
    void forEach(Predicate<LoggedRecord> taker, ProgressTaker progress);

    @Override
    void close();

    /** Is told how far reading is. */
    @FunctionalInterface
    interface ProgressTaker {
        void reached(int percent);
    }
}
