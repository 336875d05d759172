package dev.logway.bench.system;

import dev.logway.bench.machine.Pinning;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.ChildProcess;
import dev.logway.bench.process.JavaProgram;
import dev.logway.bench.process.Workspace;
import dev.logway.standalone.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** {@code logway up} as a process of its own on free ports: the system that benchmarks measure. */
public final class Logway implements AutoCloseable {
    /** The class behind {@code ./logway}. */
    static final String MAIN_CLASS = "dev.logway.standalone.cli.LogwayCli";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String READY = "Logway is ready";

    private final ChildProcess process;
    private final Ports ports;
    private final int edges;
    private final String adminKey;
    private final long startNanos;

    private Logway(ChildProcess process, Ports ports, int edges, String adminKey, long startNanos) {
        this.process = process;
        this.ports = ports;
        this.edges = edges;
        this.adminKey = adminKey;
        this.startNanos = startNanos;
    }

    /** Where everything listens; edges take consecutive ports. */
    private record Ports(int admin, int edge, int https, int status, int kafka, int echo) {
        static Ports free(int edges) {
            int first = FreePorts.row(3 * edges + 3);
            int kafka = first + 1 + 3 * edges;
            return new Ports(first, first + 1, first + 1 + edges, first + 1 + 2 * edges, kafka, kafka + 1);
        }
    }

    /** Where the system runs. */
    public enum Placement {
        ANYWHERE,
        /** Beside the load generator, so that the first core is left to what is measured. */
        SECOND_CORE
    }

    /**
     * Starts a system without sample route on the data directory {@code data} of {@code workspace}, and waits until it
     * says that it is ready.
     *
     * @param data name of the directory; one that exists is started on again
     * @throws BenchException if it does not become ready; the message holds its last lines
     */
    public static Logway start(Workspace workspace, String data, int edges, Placement placement) {
        Path directory = workspace.file(data);
        Ports ports = Ports.free(edges);
        List<String> command = command(directory, edges, ports);
        var process = ChildProcess.start(
                "logway up",
                placement == Placement.SECOND_CORE ? Pinning.onCore(1, command) : command,
                workspace.file(data + ".log"),
                READY);
        try {
            long startNanos = process.awaitLine(START_LIMIT) - process.startedNanos();
            String adminKey = Files.readString(directory.resolve("admin-key")).strip();
            return new Logway(process, ports, edges, adminKey, startNanos);
        } catch (IOException e) {
            process.close();
            throw new BenchException("no admin key: " + e.getMessage(), e);
        } catch (BenchException e) {
            process.close();
            throw e;
        }
    }

    private static List<String> command(Path data, int edges, Ports ports) {
        return JavaProgram.command(
                MAIN_CLASS,
                List.of(),
                List.of(
                        "up",
                        "--no-sample",
                        "--data",
                        data.toString(),
                        "--edges",
                        String.valueOf(edges),
                        "--admin-port",
                        String.valueOf(ports.admin),
                        "--edge-port",
                        String.valueOf(ports.edge),
                        "--https-port",
                        String.valueOf(ports.https),
                        "--status-port",
                        String.valueOf(ports.status),
                        "--kafka-port",
                        String.valueOf(ports.kafka),
                        "--echo-port",
                        String.valueOf(ports.echo)));
    }

    /** How long the start took, from the process's birth to the line that says it is ready. */
    public long startNanos() {
        return startNanos;
    }

    public ProcessHandle handle() {
        return process.handle();
    }

    /** A new connection to the admin API. */
    public Admin admin() {
        return new Admin(ports.admin, adminKey);
    }

    public int adminPort() {
        return ports.admin;
    }

    public String adminKey() {
        return adminKey;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka;
    }

    /** The ports that the edges proxy on. */
    public List<Integer> edgePorts() {
        return IntStream.range(ports.edge, ports.edge + edges).boxed().toList();
    }

    /** @throws BenchException if the process has ended */
    public void requireAlive() {
        process.requireAlive();
    }

    /** Ends the system; gives how long that took, in ns. */
    public long end() {
        return process.end();
    }

    @Override
    public void close() {
        end();
    }
}
