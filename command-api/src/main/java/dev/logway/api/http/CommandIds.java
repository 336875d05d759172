package dev.logway.api.http;

import dev.logway.domain.command.CommandId;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids of commands: UUIDs of version 7 (RFC 9562, section 5.7), whose time says where in the log to look. */
final class CommandIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final RandomGenerator random;

    CommandIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    CommandId next() {
        long time = clock.millis() << 16 | VERSION | random.nextInt(0x1000);
        return new CommandId(new UUID(time, VARIANT | random.nextLong() >>> 2));
    }
}
