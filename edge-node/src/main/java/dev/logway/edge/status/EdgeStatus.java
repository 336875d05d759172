package dev.logway.edge.status;

import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edge at one moment.
 *
 * @param revision that is served; 0 while there is none
 * @param canary the pending change that it serves besides; null if it tries none
 * @param servingSince when it began to serve that revision, or null
 * @param caughtUp whether the end of the config topic was reached since the start
 * @param errors what keeps it from serving the newest configuration, or parts of it
 */
public record EdgeStatus(
        InstanceId instance,
        String version,
        long revision,
        Digest digest,
        @Nullable String canary,
        @Nullable Instant servingSince,
        boolean connected,
        boolean caughtUp,
        int routes,
        List<String> errors,
        Duration uptime) {

    /** Whether there is a configuration to serve. */
    public boolean isReady() {
        return servingSince != null;
    }
}
