package dev.logway.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on now, for a server that is started a moment later. They lie below the range from which
 * the kernel takes the ports of outgoing connections, so that no client takes one away before its server has it.
 */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** One free port. */
    public static int one() {
        return row(1);
    }

    /**
     * The first of {@code count} free ports in a row.
     *
     * @throws IllegalStateException if there are none
     */
    public static int row(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count);
            if (isFree(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                // Nobody else has it.
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
