package dev.logway.bench.system;

import dev.logway.bench.machine.Pinning;
import dev.logway.bench.process.ChildProcess;
import dev.logway.bench.process.JavaProgram;
import dev.logway.bench.process.Workspace;
import dev.logway.standalone.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code logway edge} as a process of its own, fed by the system's broker. */
public final class Edge implements AutoCloseable {
    private final ChildProcess process;
    private final int port;
    private final int statusPort;

    private Edge(ChildProcess process, int port, int statusPort) {
        this.process = process;
        this.port = port;
        this.statusPort = statusPort;
    }

    /**
     * How an edge is run.
     *
     * @param name of its instance, data directory and files
     * @param settings more lines of its settings file
     * @param jvmFlags behind our own
     */
    public record Setup(String name, String group, Placement placement, List<String> settings, List<String> jvmFlags) {
        /** Copies the lists. */
        public Setup {
            settings = List.copyOf(settings);
            jvmFlags = List.copyOf(jvmFlags);
        }
    }

    /** Where the edge runs. */
    public enum Placement {
        ANYWHERE,
        FIRST_CORE
    }

    /** Starts the process and returns at once. */
    public static Edge start(Workspace workspace, String bootstrapServers, Setup setup) {
        int port = FreePorts.row(2);
        var lines = new ArrayList<String>(List.of(
                "kafka.bootstrap.servers=" + bootstrapServers,
                "group=" + setup.group,
                "instance.id=" + setup.name,
                "data.dir=" + workspace.directory(setup.name),
                "http.host=127.0.0.1",
                "http.port=" + port,
                "status.port=" + (port + 1)));
        lines.addAll(setup.settings);
        Path config = workspace.write(setup.name + ".properties", lines);
        List<String> command =
                JavaProgram.command(Logway.MAIN_CLASS, setup.jvmFlags, List.of("edge", "--config", config.toString()));
        var process = ChildProcess.start(
                "logway edge",
                setup.placement == Placement.FIRST_CORE ? Pinning.onCore(0, command) : command,
                workspace.file(setup.name + ".log"));
        return new Edge(process, port, port + 1);
    }

    public ProcessHandle handle() {
        return process.handle();
    }

    /** {@link System#nanoTime} just before the process was born. */
    public long startedNanos() {
        return process.startedNanos();
    }

    /** Where it proxies. */
    public int port() {
        return port;
    }

    /** Where it tells of itself. */
    public int statusPort() {
        return statusPort;
    }

    /** @throws dev.logway.bench.process.BenchException if the process has ended */
    public void requireAlive() {
        process.requireAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
