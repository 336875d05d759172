package dev.logway.api;

import dev.logway.api.http.ApiServer;
import dev.logway.api.http.ControlPlane;
import dev.logway.api.log.Futures;
import dev.logway.api.log.LogConnection;
import dev.logway.api.metrics.ApiMetrics;
import dev.logway.api.state.Fleet;
import dev.logway.api.state.Images;
import dev.logway.api.state.Outcomes;
import dev.logway.log.TopicMismatchException;
import dev.logway.secret.SecretCipher;
import dev.logway.settings.Settings;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command API of an installation: HTTP in, commands out; outcomes, images and the fleet back in. */
public final class CommandApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandApi.class);

    private final LogConnection log;
    private final ApiServer server;

    private CommandApi(LogConnection log, ApiServer server) {
        this.log = log;
        this.server = server;
    }

    /**
     * Starts an API that listens when this returns, and is ready once it has read the log. Blocks; not for an event
     * loop.
     *
     * @param vertx to run on; it stays the caller's
     * @param settings parsed with {@link ApiConfig#definition()}
     * @throws ConfigException if settings contradict each other, or would leave the API open to others
     * @throws TopicMismatchException if a topic is not as it must be
     * @throws ApiStartException if the port is taken
     */
    public static CommandApi start(Vertx vertx, Settings settings) {
        var config = new ApiConfig(settings);
        HttpSettings http = config.http();
        if (http.keys().isEmpty()) {
            LOG.warn("No key opens the API: {} is not set or holds none", ApiConfig.KEYS_FILE);
        }
        SecretCipher cipher = config.cipher(System.getenv());
        var outcomes = new Outcomes(Outcomes.RECENT_CHANGES);
        var images = new Images();
        var fleet = new Fleet();
        var metrics = new ApiMetrics();
        LogConnection log = LogConnection.open(vertx, config.log(), outcomes, images, fleet);
        metrics.show(outcomes, images);
        metrics.show(log::statuses);
        var plane = new ControlPlane(
                log.commands(),
                log.topics(),
                log.history(),
                log.past(),
                log.access(),
                outcomes,
                images,
                fleet,
                log,
                cipher);
        try {
            ApiServer server = ApiServer.start(vertx, http.options(), http.keys(), plane, config.limits(), metrics)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return new CommandApi(log, server);
        } catch (CompletionException e) {
            log.close();
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new ApiStartException(startFault(http, cause), cause);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Whether it has read what was in the log when it started. */
    public boolean isReady() {
        return log.missing().isEmpty();
    }

    /** Stops listening, then closes the connections to Kafka; takes a few seconds at most. */
    @Override
    public void close() {
        Futures.settle(server.close());
        log.close();
    }

    private static String startFault(HttpSettings http, Throwable cause) {
        String where = http.options().getHost() + ":" + http.options().getPort();
        return cause instanceof BindException
                ? "http.port: " + where + " is taken; stop what listens there, or set another port"
                : "the API cannot listen on " + where + ": " + cause.getMessage();
    }
}
