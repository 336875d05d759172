package dev.logway.standalone.up;

import static dev.logway.domain.Require.require;

import java.nio.file.Path;

/**
 * What {@code ./logway up} may be told.
 *
 * @param data where everything is kept
 * @param ports of all parts
 * @param edges how many edge nodes; 1 to {@value #MAX_EDGES}
 * @param sample whether the first start makes a route to the echo upstream
 */
public record UpOptions(Path data, Ports ports, int edges, Sample sample) {
    public static final int MAX_EDGES = 16;

    /** Whether there is a first route to try. */
    public enum Sample {
        WITH_SAMPLE,
        WITHOUT_SAMPLE
    }

    /** The ports on 127.0.0.1; the edges after the first take the ports that follow. */
    public record Ports(int admin, int edge, int https, int status, int kafka, int echo) {
        public static final Ports DEFAULT = new Ports(9180, 9080, 9443, 7085, 19092, 9070);
    }

    /** @throws IllegalArgumentException if there are no edges or too many */
    public UpOptions {
        require(edges >= 1 && edges <= MAX_EDGES, "--edges", edges, "1..16");
    }
}
