package dev.logway.projector.scope;

/** What the projector holds of a scope. */
sealed interface ScopeState {

    /** The revision to tell: the newest that is known. */
    long revision();

    /** The scope takes commands. */
    record Live(ScopeHead head) implements ScopeState {
        @Override
        public long revision() {
            return head.revision();
        }
    }

    /**
     * What was kept of the scope is not what it was, so that nothing may be decided on it.
     *
     * @param revision 0 if not even that is known
     * @param memory whether its memory of commands can still be used
     */
    record Frozen(long revision, String fault, Memory memory) implements ScopeState {}

    /** The state of a frozen scope's memory of commands. */
    enum Memory {
        INTACT,
        DAMAGED
    }
}
