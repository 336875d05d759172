package dev.logway.verify.fault.cluster;

import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A process of the installation, to be killed, stopped, and started again on the same files and ports. */
public final class Part {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final Role role;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path output;
    private final BooleanSupplier ready;
    private final Outages outages;
    private final Relay relay;
    private volatile @Nullable Process process;

    /**
     * How a part is run.
     *
     * @param output gets what it prints, at each start behind what is there
     * @param ready whether it does its work
     */
    record Setup(
            String name,
            Role role,
            List<String> command,
            Map<String, String> environment,
            Path output,
            BooleanSupplier ready) {}

    Part(Setup setup, Outages outages, Relay relay) {
        this.name = setup.name;
        this.role = setup.role;
        this.command = List.copyOf(setup.command);
        this.environment = Map.copyOf(setup.environment);
        this.output = setup.output;
        this.ready = setup.ready;
        this.outages = outages;
        this.relay = relay;
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    /** Empty while it does not run. */
    OptionalLong processId() {
        Process running = process;
        return running == null || !running.isAlive() ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    /** Starts it and returns at once. */
    public void start() {
        relay.open(name);
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it does its work, which ends its outage. */
    public void awaitReady() {
        Waiting.until(name + " does its work", START_LIMIT, () -> {
            if (processId().isEmpty()) {
                throw new BenchException(name + " ended; see " + output);
            }
            return ready.getAsBoolean();
        });
        outages.end(name);
    }

    /** SIGKILL: nothing is flushed, nothing is said. */
    public void kill() {
        outages.begin(name);
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            await(running);
            relay.shut(name);
        }
    }

    /** SIGTERM, and returns when it has ended. */
    public void end() {
        outages.begin(name);
        Process running = process;
        if (running != null) {
            running.destroy();
            await(running);
            relay.shut(name);
        }
    }

    /** Waits for it to end by itself. */
    public void awaitEnd(Duration limit) {
        Waiting.until(name + " ends", limit, () -> processId().isEmpty());
    }

    /** SIGSTOP: it does nothing any more, and nobody is told. */
    public void stop() {
        outages.begin(name);
        signal("-STOP");
    }

    /** SIGCONT: it goes on where it was. */
    public void goOn() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Commands.run("kill", signal, String.valueOf(processId().orElseThrow()));
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().onExit().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
