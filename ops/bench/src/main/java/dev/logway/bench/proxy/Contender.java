package dev.logway.bench.proxy;

import dev.logway.bench.machine.Allocation;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A proxy in the race.
 *
 * @param process what its processor time is read from, with all its descendants
 * @param port where it listens
 * @param settle load before every measurement; an interpreter that compiles needs more than a compiled program
 */
record Contender(String name, ProcessHandle process, int port, Duration settle) {
    /** What it allocated so far; empty unless it is a JVM of ours. */
    OptionalLong allocatedBytes() {
        return name.equals(Field.EDGE) ? Allocation.bytes(process) : OptionalLong.empty();
    }
}
