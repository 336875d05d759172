package dev.logway.bench.proxy;

import dev.logway.bench.machine.Tools;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Workspace;
import dev.logway.standalone.FreePorts;
import java.nio.file.Path;

/** An origin that can be killed, and started again on its port. */
public final class KillableOrigin implements AutoCloseable {
    private final Workspace workspace;
    private final Path program;
    private final int port;
    private Nginx nginx;

    private KillableOrigin(Workspace workspace, Path program) {
        this.workspace = workspace;
        this.program = program;
        this.port = FreePorts.one();
        this.nginx = run();
    }

    /** @throws BenchException if nginx is not installed */
    public static KillableOrigin start(Workspace workspace) {
        return new KillableOrigin(
                workspace,
                Tools.find(Nginx.NAME)
                        .orElseThrow(() -> new BenchException("nginx is not installed; it is what is killed")));
    }

    public int port() {
        return port;
    }

    /** Ends it with SIGKILL; returns when it is gone. */
    public void kill() {
        nginx.kill();
    }

    /** Starts what was killed; returns when it answers. */
    public void startAgain() {
        nginx.close();
        nginx = run();
    }

    @Override
    public void close() {
        nginx.close();
    }

    private Nginx run() {
        return Nginx.origin(program, workspace, "nginx-killable", port);
    }
}
