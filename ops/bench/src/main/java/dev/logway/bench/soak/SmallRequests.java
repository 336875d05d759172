package dev.logway.bench.soak;

import dev.logway.bench.http.HttpConnection;
import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** GETs over HTTP/1.1, each of a path that is asked for when it is due. */
final class SmallRequests implements Turn {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final int port;
    private final Reuse reuse;
    private final Supplier<String> paths;
    private @Nullable HttpConnection connection;

    /** Whether a connection carries more than one request. */
    enum Reuse {
        KEPT_ALIVE,
        NEW_EACH_TIME
    }

    SmallRequests(int port, Reuse reuse, Supplier<String> paths) {
        this.port = port;
        this.reuse = reuse;
        this.paths = paths;
    }

    @Override
    public void take() throws IOException {
        if (connection == null) {
            connection = HttpConnection.open(port, LIMIT);
        }
        boolean isKept = false;
        try {
            String path = paths.get();
            int status = connection.status(Request.get(path));
            isKept = reuse == Reuse.KEPT_ALIVE && !connection.isFinished();
            if (status != 200) {
                throw new BenchException(path + " answered " + status);
            }
        } finally {
            if (!isKept) {
                close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
