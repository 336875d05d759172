package dev.logway.bench.proxy;

import dev.logway.bench.machine.Pinning;
import dev.logway.bench.process.ChildProcess;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.system.Probe;
import dev.logway.bench.system.StaticOrigin;
import dev.logway.standalone.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** nginx with one worker, as origin or as proxy. */
final class Nginx implements AutoCloseable {
    static final String NAME = "nginx";

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private final ChildProcess process;
    private final int port;

    private Nginx(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** One that answers everything with the same {@value StaticOrigin#BODY_BYTES} bytes, on the second core. */
    static Nginx origin(Path program, Workspace workspace) {
        return origin(program, workspace, "nginx-origin", FreePorts.one());
    }

    /** The same under another name, so that there can be two, and on a port that nobody has. */
    static Nginx origin(Path program, Workspace workspace, String name, int port) {
        return start(program, workspace, name, 1, port, answering(port));
    }

    /** Ends master and worker with SIGKILL; returns when they are gone. */
    void kill() {
        process.kill();
    }

    /** One that passes everything on to {@code originPort}, on the first core. */
    static Nginx proxy(Path program, Workspace workspace, int originPort, AccessLog log) {
        int port = FreePorts.one();
        String written = log == AccessLog.ON ? "access_log " + workspace.file("nginx-access.log") + ";" : "";
        return start(program, workspace, "nginx-proxy", 0, port, passingOn(port, originPort, written));
    }

    private static Nginx start(Path program, Workspace workspace, String name, int core, int port, String http) {
        Path directory = workspace.directory(name);
        Path config = workspace.write(name + ".conf", List.of(config(directory, http)));
        var process = ChildProcess.start(
                name,
                Pinning.onCore(core, List.of(program.toString(), "-p", directory.toString(), "-c", config.toString())),
                workspace.file(name + ".log"));
        Probe.until200(port, "/", START_LIMIT, process::requireAlive);
        return new Nginx(process, port);
    }

    int port() {
        return port;
    }

    Contender contender() {
        return new Contender(NAME, process.handle(), port, Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        process.close();
    }

    private static String config(Path directory, String server) {
        return """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                %2$s
                }
                """.formatted(directory, server);
    }

    private static String answering(int port) {
        return """
                  server {
                    listen 127.0.0.1:%d;
                    default_type application/json;
                    location / { return 200 '%s'; }
                  }""".formatted(port, StaticOrigin.body());
    }

    /** With the headers that the edge adds, so that all do the same work. */
    private static String passingOn(int port, int originPort, String log) {
        return """
                  upstream origin { server 127.0.0.1:%2$d; keepalive 64; }
                  server {
                    listen 127.0.0.1:%1$d;
                    %3$s
                    location / {
                      proxy_pass http://origin;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header Host $http_host;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      proxy_set_header X-Forwarded-Proto $scheme;
                      proxy_set_header X-Forwarded-Host $http_host;
                      proxy_set_header X-Forwarded-Port $server_port;
                    }
                  }""".formatted(port, originPort, log);
    }
}
