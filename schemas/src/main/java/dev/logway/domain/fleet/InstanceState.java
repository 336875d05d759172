package dev.logway.domain.fleet;

import java.util.Optional;

/** How an instance is doing, as the projector judges it; API7's names. */
public enum InstanceState {
    /** Heartbeats arrive, and the configuration with them. */
    HEALTHY("healthy"),
    /** Heartbeats arrive but the configuration does not: an error, a lag, or another digest. */
    HEARTBEAT_ONLY("heartbeat_only"),
    /** No heartbeat for a while. */
    LOST_CONNECTION("lost_connection"),
    /** No heartbeat for long. */
    OFFLINE("offline");

    private final String code;

    InstanceState(String code) {
        this.code = code;
    }

    /** The state as written in the API and the log: {@code heartbeat_only}. */
    public String code() {
        return code;
    }

    /** Reads {@link #code()} back; empty if there is no such state. */
    public static Optional<InstanceState> parse(String code) {
        for (InstanceState state : values()) {
            if (state.code.equals(code)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
