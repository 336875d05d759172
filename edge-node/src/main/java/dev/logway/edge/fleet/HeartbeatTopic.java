package dev.logway.edge.fleet;

import dev.logway.domain.fleet.Heartbeat;
import io.vertx.core.Future;

/** Where heartbeats go. */
interface HeartbeatTopic {
    /** Completes when the log has it, fails when it is known not to arrive in time. */
    Future<Void> send(Heartbeat heartbeat);
}
