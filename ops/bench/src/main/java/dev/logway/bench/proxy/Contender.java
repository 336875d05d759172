package dev.logway.bench.proxy;

import java.time.Duration;

/**
 * A proxy in the race.
 *
 * @param process what its processor time is read from, with all its descendants
 * @param port where it listens
 * @param settle load before every measurement; an interpreter that compiles needs more than a compiled program
 */
record Contender(String name, ProcessHandle process, int port, Duration settle) {}
