package dev.logway.bench.proxy;

import dev.logway.bench.machine.Tools;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.system.StaticOrigin;

/** What stands behind every proxy. */
public sealed interface Origin extends AutoCloseable {
    String name();

    int port();

    @Override
    void close();

    /** nginx where it is installed, because it costs least; else a server in this process. */
    static Origin start(Workspace workspace) {
        return Tools.find(Nginx.NAME)
                .<Origin>map(program -> new OfNginx(Nginx.origin(program, workspace)))
                .orElseGet(() -> new OfOurs(StaticOrigin.start()));
    }

    /** A process of nginx. */
    record OfNginx(Nginx nginx) implements Origin {
        @Override
        public String name() {
            return Nginx.NAME;
        }

        @Override
        public int port() {
            return nginx.port();
        }

        @Override
        public void close() {
            nginx.close();
        }
    }

    /** A server in the benchmark's own process. */
    record OfOurs(StaticOrigin origin) implements Origin {
        @Override
        public String name() {
            return "Vert.x";
        }

        @Override
        public int port() {
            return origin.port();
        }

        @Override
        public void close() {
            origin.close();
        }
    }
}
