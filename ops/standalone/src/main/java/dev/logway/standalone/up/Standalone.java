package dev.logway.standalone.up;

import dev.logway.api.ApiConfig;
import dev.logway.api.CommandApi;
import dev.logway.domain.Scope;
import dev.logway.edge.EdgeConfig;
import dev.logway.edge.EdgeNode;
import dev.logway.edge.accept.GatedTransport;
import dev.logway.log.TopicAdmin;
import dev.logway.log.TopicSpecs;
import dev.logway.projector.Projector;
import dev.logway.projector.ProjectorConfig;
import dev.logway.secret.SecretSettings;
import dev.logway.settings.Settings;
import dev.logway.standalone.broker.BrokerStartException;
import dev.logway.standalone.broker.EmbeddedBroker;
import dev.logway.standalone.broker.EmbeddedBrokerConfig;
import dev.logway.wire.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Every part of Logway in this process: broker, projector, command API, edges and the echo upstream. The parts know
 * nothing of one another; they meet in the log, as they do when each is a process.
 */
public final class Standalone implements AutoCloseable {
    static final String GROUP = "default";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofMillis(4_500);

    private final UpOptions options;
    private final DataDirectory data;
    private final AdminKey key;
    private final Path keyset;
    private final CheckpointKeyFiles checkpointKey;
    private final Parts parts = new Parts();

    private Standalone(UpOptions options, DataDirectory data) {
        this.options = options;
        this.data = data;
        this.key = AdminKey.loadOrMake(data);
        this.keyset = KeysetFile.loadOrMake(data);
        this.checkpointKey = CheckpointKeyFiles.loadOrMake(data);
    }

    /**
     * Starts everything and returns when everything answers.
     *
     * @param data stays open with the result, and is closed with it
     * @param progress is told, in a word or two, what is being waited for
     * @throws StartException if a part does not start; nothing is left running
     */
    public static Standalone start(UpOptions options, DataDirectory data, Consumer<String> progress) {
        var standalone = new Standalone(options, data);
        try {
            standalone.start(progress);
            return standalone;
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** What was asked for. */
    public UpOptions options() {
        return options;
    }

    /** Where everything is kept. */
    public DataDirectory data() {
        return data;
    }

    /** The first admin key, for its owner's eyes. */
    public String adminKey() {
        return key.value();
    }

    /** Ends the parts that take traffic, then those behind them; bounded, and safe to call after a failed start. */
    @Override
    public void close() {
        parts.close(STOP_LIMIT);
        data.close();
    }

    private void start(Consumer<String> progress) {
        try (ExecutorService starters = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("starting-", 1).factory())) {
            progress.accept("broker");
            Future<EmbeddedBroker> broker = starters.submit(this::startBroker);
            Vertx vertx = Vertx.builder()
                    .withTransport(new GatedTransport(Transport.EPOLL.available() ? Transport.EPOLL : Transport.NIO))
                    .build();
            parts.add(Parts.Stage.BASE, "Vert.x", () -> vertx.close().await());
            if (options.sample() == UpOptions.Sample.WITH_SAMPLE) {
                EchoServer.start(vertx, options.ports().echo()).await();
            }
            String bootstrap = get(broker, "broker").bootstrapServers();

            progress.accept("topics");
            makeTopics(bootstrap);

            progress.accept("projector, command API and edges");
            Future<Projector> projector = starters.submit(() -> startProjector(bootstrap));
            Future<CommandApi> api = starters.submit(() -> startApi(vertx, bootstrap));
            var edges = new ArrayList<EdgeNode>();
            for (int number = 1; number <= options.edges(); number++) {
                edges.add(startEdge(vertx, bootstrap, number));
            }
            Projector started = get(projector, "projector");
            Waiting.until("the projector", START_LIMIT, () -> {
                started.failure().ifPresent(fault -> {
                    throw new StartException("the projector stopped: " + fault);
                });
                return started.isReady();
            });
            Waiting.until("the command API", START_LIMIT, get(api, "command API")::isReady);

            progress.accept("configuration");
            new FirstConfiguration(options, key.value()).apply();
            for (EdgeNode edge : edges) {
                Waiting.until("an edge", START_LIMIT, edge::isReady);
            }
        }
    }

    private EmbeddedBroker startBroker() {
        try {
            var config = new EmbeddedBrokerConfig(
                    data.part("broker"), options.ports().kafka(), 0, Map.of());
            return parts.add(Parts.Stage.BASE, "broker", EmbeddedBroker.start(config));
        } catch (BrokerStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private Projector startProjector(String bootstrap) {
        return parts.add(Parts.Stage.PROJECTOR, "projector", Projector.start(projectorSettings(bootstrap)));
    }

    private CommandApi startApi(Vertx vertx, String bootstrap) {
        return parts.add(Parts.Stage.FRONT, "command API", CommandApi.start(vertx, apiSettings(bootstrap)));
    }

    private EdgeNode startEdge(Vertx vertx, String bootstrap, int number) {
        return parts.add(Parts.Stage.FRONT, "edge-" + number, EdgeNode.start(vertx, edgeSettings(bootstrap, number)));
    }

    private static void makeTopics(String bootstrap) {
        var specs = new TopicSpecs(Topics.byDefault(), (short) 1);
        try (var admin = TopicAdmin.connect(Map.of("bootstrap.servers", bootstrap), specs, START_LIMIT)) {
            admin.ensureFixed();
            admin.ensureConfig(Scope.group(GROUP));
        }
    }

    private Settings projectorSettings(String bootstrap) {
        return Settings.parse(
                ProjectorConfig.definition(),
                Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "state.dir",
                        data.part("projector").toString(),
                        "replication",
                        "1",
                        "standby.replicas",
                        "0",
                        ProjectorConfig.CHECKPOINT_KEY_FILE,
                        checkpointKey.privateKey().toString()));
    }

    private Settings apiSettings(String bootstrap) {
        return Settings.parse(
                ApiConfig.definition(),
                Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "http.port",
                        String.valueOf(options.ports().admin()),
                        "admin.keys.file",
                        key.hashes().toString(),
                        SecretSettings.KEYSET_FILE,
                        keyset.toString(),
                        ApiConfig.CHECKPOINT_KEY,
                        checkpointKey.publicKey().toString(),
                        "replication",
                        "1"));
    }

    private Settings edgeSettings(String bootstrap, int number) {
        return Settings.parse(
                EdgeConfig.definition(),
                Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "group",
                        GROUP,
                        "instance.id",
                        "edge-" + number,
                        "data.dir",
                        data.part("edge-" + number).toString(),
                        "access.log",
                        data.resolve("logs/edge-" + number + ".access.log").toString(),
                        "http.host",
                        "127.0.0.1",
                        "http.port",
                        String.valueOf(options.ports().edge() + number - 1),
                        "https.port",
                        String.valueOf(options.ports().https() + number - 1),
                        SecretSettings.KEYSET_FILE,
                        keyset.toString(),
                        "status.port",
                        String.valueOf(options.ports().status() + number - 1)));
    }

    private static <T> T get(Future<T> part, String name) {
        try {
            return part.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartException known) {
                throw known;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException("the " + name + " does not start: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new StartException("the " + name + " did not start within " + START_LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("starting was interrupted", e);
        }
    }
}
