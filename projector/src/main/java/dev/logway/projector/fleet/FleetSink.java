package dev.logway.projector.fleet;

import dev.logway.domain.command.Command;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceTransition;
import java.time.Instant;

/** Receives what is published about the fleet, in order. Each time is the broker's, of what caused it. */
public interface FleetSink {

    /** The instance as it is judged now. */
    void judged(Instance instance, Instant at);

    /** The instance is known no longer. */
    void forgotten(InstanceId instance, Instant at);

    /** What is asked for because of what was heard of a change that is tried. */
    void ask(Command command);

    /** An instance changed its state. */
    void transition(InstanceTransition transition);
}
