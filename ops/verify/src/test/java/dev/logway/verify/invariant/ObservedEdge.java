package dev.logway.verify.invariant;

import dev.logway.domain.Scope;
import java.util.List;
import java.util.Optional;

/** An edge as its status port shows it. */
public interface ObservedEdge {

    String name();

    Scope scope();

    /** How often it was started; a start forgets what was served, or takes it from a snapshot. */
    int life();

    /** What it serves; empty until it serves anything. */
    Optional<Table> table();

    /** What keeps it from serving the newest revision. */
    List<String> faults();
}
