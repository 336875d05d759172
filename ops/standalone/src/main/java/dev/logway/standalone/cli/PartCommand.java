package dev.logway.standalone.cli;

import dev.logway.edge.EdgeNode;
import dev.logway.settings.Settings;
import dev.logway.standalone.broker.BrokerMain;
import dev.logway.standalone.up.StartException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One part of Logway as a process of its own, against any Kafka, until a signal ends it. */
abstract sealed class PartCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(PartCommand.class);
    private static final long FAILURE_CHECK_MILLIS = 500;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Settings, as Java properties; 'logway config PART' lists them.")
    private Path config = Path.of("");

    /** Runs the part until a signal, and gives the exit code. */
    abstract int run(Properties properties) throws InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        Logging.toTerminal();
        return run(read(config));
    }

    static Settings settings(ConfigDef definition, Properties properties) {
        Map<String, String> map = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> map.put(name, properties.getProperty(name).strip()));
        return Settings.parse(definition, map);
    }

    /**
     * Keeps {@code part} until a signal ends the process, or until it fails.
     *
     * @param failure says why the part stopped for good, if it did
     */
    static int untilSignal(String name, AutoCloseable part, Supplier<Optional<String>> failure)
            throws InterruptedException {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(() -> {
            try {
                part.close();
                LOG.info("{} ended", name);
            } catch (Exception e) {
                LOG.warn("{} did not end cleanly", name, e);
            }
            Logging.stop();
            ended.countDown();
        }));
        while (!ended.await(FAILURE_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (failure.get().isPresent()) {
                throw new StartException(name + " stopped: " + failure.get().get());
            }
        }
        return 0;
    }

    static Properties read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new StartException("settings file " + file + " cannot be read (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new StartException("settings file " + file + ": " + e.getMessage(), e);
        }
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    /** {@code logway broker}. */
    @Command(name = "broker", description = "Run a Kafka broker alone.", mixinStandardHelpOptions = true)
    static final class Broker extends PartCommand {
        @Override
        int run(Properties properties) {
            return BrokerMain.run(properties);
        }
    }

    /** {@code logway projector}. */
    @Command(name = "projector", description = "Run a projector alone.", mixinStandardHelpOptions = true)
    static final class Projector extends PartCommand {
        @Override
        int run(Properties properties) throws InterruptedException {
            var projector = dev.logway.projector.Projector.startOnceReachable(
                    settings(dev.logway.projector.ProjectorConfig.definition(), properties));
            return untilSignal("projector", projector, projector::failure);
        }
    }

    /** {@code logway command-api}. */
    @Command(name = "command-api", description = "Run a command API alone.", mixinStandardHelpOptions = true)
    static final class CommandApi extends PartCommand {
        @Override
        int run(Properties properties) throws InterruptedException {
            return untilSignal(
                    "command API",
                    dev.logway.api.CommandApi.start(
                            vertx(), settings(dev.logway.api.ApiConfig.definition(), properties)),
                    Optional::empty);
        }
    }

    /** {@code logway edge}. */
    @Command(name = "edge", description = "Run an edge node alone.", mixinStandardHelpOptions = true)
    static final class Edge extends PartCommand {
        @Override
        int run(Properties properties) throws InterruptedException {
            var settings = settings(dev.logway.edge.EdgeConfig.definition(), properties);
            return untilSignal("edge", EdgeNode.start(EdgeNode.vertx(settings), settings), Optional::empty);
        }
    }
}
