package dev.logway.bench.load;

import dev.logway.bench.machine.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a server for many different things as fast as it answers: with wrk where it is installed, else by itself. */
public final class Spread {
    private final LoadEngine engine;
    private final Path scratch;
    private final Optional<Path> wrk = Tools.find("wrk");

    /** @param scratch directory for what wrk reads and prints */
    public Spread(LoadEngine engine, Path scratch) {
        this.engine = engine;
        this.scratch = scratch;
    }

    /** The generator's name, for the report. */
    public String name() {
        return wrk.isPresent() ? "wrk" : "own";
    }

    /** Sends {@code asks} in their order, over and over. */
    public Rate run(int port, List<Ask> asks, int connections, Duration duration) {
        if (wrk.isEmpty()) {
            return Rate.of(engine.run(new LoadPlan(port, connections, new Asks(asks), new Pace.Unbounded(), duration)));
        }
        var command = new ArrayList<>(Wrk.command(wrk.get(), port, "/", connections, duration));
        command.addAll(
                command.size() - 1, List.of("-s", WrkScript.write(scratch, asks).toString()));
        return WrkOutput.parse(Wrk.output(command, duration, scratch.resolve("wrk.log")));
    }
}
