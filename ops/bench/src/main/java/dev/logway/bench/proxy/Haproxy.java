package dev.logway.bench.proxy;

import dev.logway.bench.machine.Pinning;
import dev.logway.bench.process.ChildProcess;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.system.Probe;
import dev.logway.standalone.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** HAProxy with one thread, without a log. */
final class Haproxy implements AutoCloseable {
    static final String NAME = "haproxy";

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final ChildProcess process;
    private final int port;

    private Haproxy(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** One that passes everything on to {@code originPort}, on the first core. */
    static Haproxy proxy(Path program, Workspace workspace, int originPort) {
        int port = FreePorts.one();
        Path config = workspace.write("haproxy.cfg", List.of(config(port, originPort)));
        var process = ChildProcess.start(
                NAME,
                Pinning.onCore(0, List.of(program.toString(), "-db", "-f", config.toString())),
                workspace.file("haproxy.log"));
        Probe.until200(port, "/", START_LIMIT, process::requireAlive);
        return new Haproxy(process, port);
    }

    Contender contender() {
        return new Contender(NAME, process.handle(), port, Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        process.close();
    }

    /** With the headers that the edge adds, so that all do the same work. */
    private static String config(int port, int originPort) {
        return """
                global
                  nbthread 1
                  maxconn 4096
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  http-reuse always
                frontend clients
                  bind 127.0.0.1:%d
                  option forwardfor
                  http-request set-header X-Forwarded-Proto http
                  http-request set-header X-Forwarded-Host %%[req.hdr(host)]
                  http-request set-header X-Forwarded-Port %%[dst_port]
                  default_backend origin
                backend origin
                  server origin 127.0.0.1:%d""".formatted(port, originPort);
    }
}
