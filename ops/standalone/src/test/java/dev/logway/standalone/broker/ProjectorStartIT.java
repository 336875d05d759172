package dev.logway.standalone.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.logway.projector.Projector;
import dev.logway.projector.ProjectorConfig;
import dev.logway.settings.Settings;
import dev.logway.standalone.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Parts can be started in any order. */
class ProjectorStartIT {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    Path directory;

    @Test
    void aProjectorWaitsForABrokerThatIsNotThereYet() throws Exception {
        int port = FreePorts.one();
        var settings = Settings.parse(
                ProjectorConfig.definition(),
                Map.of(
                        "kafka.bootstrap.servers",
                        "127.0.0.1:" + port,
                        "state.dir",
                        directory.resolve("state").toString(),
                        "replication",
                        "1",
                        "standby.replicas",
                        "0"));
        var waiting = new CountDownLatch(1);
        var logger = (Logger) LoggerFactory.getLogger(Projector.class);
        var listener = listener(waiting);
        logger.addAppender(listener);
        var starting = new FutureTask<>(() -> Projector.startOnceReachable(settings));
        Thread.ofPlatform().start(starting);
        assertTrue(waiting.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        logger.detachAppender(listener);

        var config = new EmbeddedBrokerConfig(directory.resolve("broker"), port, 0, Map.of());
        try (var _ = EmbeddedBroker.start(config);
                var projector = starting.get(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            projector.awaitReady(Duration.ofSeconds(LIMIT_SECONDS));
        }
    }

    private static AppenderBase<ILoggingEvent> listener(CountDownLatch waiting) {
        var listener = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getFormattedMessage().startsWith("the log is not reachable yet")) {
                    waiting.countDown();
                }
            }
        };
        listener.start();
        return listener;
    }
}
