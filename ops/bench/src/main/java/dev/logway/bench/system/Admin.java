package dev.logway.bench.system;

import dev.logway.bench.http.HttpAnswer;
import dev.logway.bench.http.HttpConnection;
import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The admin API over one connection. Confined to one thread. */
public final class Admin implements AutoCloseable {
    /** The group that {@code logway up} makes. */
    public static final String DEFAULT_GROUP = "default";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int SHOWN = 500;

    private final int port;
    private final String key;
    private @Nullable HttpConnection connection;

    Admin(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** The request that puts {@code json}, made before the clock runs. */
    public byte[] putRequest(String path, String json) {
        return Request.admin("PUT", path, key, json);
    }

    /** The request that posts {@code json}, made before the clock runs. */
    public byte[] postRequest(String path, String json) {
        return Request.admin("POST", path, key, json);
    }

    /** @throws BenchException if the answer is not 2xx */
    public HttpAnswer put(String path, String json) {
        return send(putRequest(path, json));
    }

    /** @throws BenchException if the answer is not 2xx */
    public HttpAnswer post(String path, String json) {
        return send(postRequest(path, json));
    }

    /** @throws BenchException if the answer is not 2xx */
    public HttpAnswer delete(String path) {
        return send(Request.admin("DELETE", path, key, ""));
    }

    /** @throws BenchException if the answer is not 2xx */
    public HttpAnswer get(String path) {
        return send(Request.admin("GET", path, key, ""));
    }

    /** @throws BenchException if the answer is not 2xx, or there is none */
    public HttpAnswer send(byte[] request) {
        try {
            if (connection == null) {
                connection = HttpConnection.open(port, TIMEOUT);
            }
            HttpAnswer answer = connection.exchange(request);
            if (connection.isFinished()) {
                close();
            }
            if (!answer.isSuccess()) {
                throw new BenchException("the admin API answered " + answer.status() + " " + shortened(answer.body())
                        + " to " + new String(request, 0, Math.min(SHOWN, request.length), StandardCharsets.UTF_8));
            }
            return answer;
        } catch (IOException e) {
            close();
            throw new BenchException("the admin API does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new BenchException("closing: " + e.getMessage(), e);
            } finally {
                connection = null;
            }
        }
    }

    private static String shortened(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + " …";
    }
}
