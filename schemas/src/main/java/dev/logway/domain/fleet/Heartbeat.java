package dev.logway.domain.fleet;

import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says of itself, every few seconds and after each change it applied. It is also the receipt for
 * the revision it serves.
 *
 * @param serving the configuration it serves
 * @param errors what keeps it from serving the newest configuration, or parts of it; empty if nothing
 * @param warnings what an operator should know though the configuration is served whole, such as nodes that are down
 * @param canary what it saw of the change that some instances of its group try; null while there is none
 */
public record Heartbeat(
        InstanceId instance,
        Address address,
        Serving serving,
        List<String> errors,
        Duration uptime,
        List<String> warnings,
        @Nullable CanaryReport canary) {
    public static final int MAX_ERRORS = 20;
    public static final int MAX_WARNINGS = 20;

    /**
     * Where an instance runs.
     *
     * @param listeners where it takes traffic, such as {@code http://127.0.0.1:9080}
     * @param version of Logway
     * @param region where it runs, or null
     * @param zone inside the region, or null
     */
    public record Address(
            String hostname,
            List<String> listeners,
            String version,
            @Nullable String region,
            @Nullable String zone) {
        /** Copies {@code listeners}. */
        public Address {
            listeners = List.copyOf(listeners);
        }
    }

    /** The configuration an instance serves; revision 0 while it serves none. */
    public record Serving(long revision, Digest digest) {
        public static final Serving NOTHING = new Serving(0, Digest.EMPTY);
    }

    /** Keeps the first {@value #MAX_ERRORS} errors and the first {@value #MAX_WARNINGS} warnings. */
    public Heartbeat {
        errors = errors.stream().limit(MAX_ERRORS).toList();
        warnings = warnings.stream().limit(MAX_WARNINGS).toList();
    }

    /** A heartbeat while nothing is tried. */
    public Heartbeat(
            InstanceId instance,
            Address address,
            Serving serving,
            List<String> errors,
            Duration uptime,
            List<String> warnings) {
        this(instance, address, serving, errors, uptime, warnings, null);
    }

    /** A heartbeat without warnings. */
    public Heartbeat(InstanceId instance, Address address, Serving serving, List<String> errors, Duration uptime) {
        this(instance, address, serving, errors, uptime, List.of());
    }
}
