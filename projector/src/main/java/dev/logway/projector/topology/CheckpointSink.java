package dev.logway.projector.topology;

import dev.logway.projector.scope.ScopeHead;

/** Is told of every head that an accepted command led to, before its transaction is committed. Never blocks. */
@FunctionalInterface
public interface CheckpointSink {
    /** Keeps nothing. */
    CheckpointSink NONE = _ -> {};

    void accepted(ScopeHead head);
}
