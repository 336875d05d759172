package dev.logway.verify.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.logway.domain.command.Command;
import dev.logway.projector.Projector;
import dev.logway.projector.ProjectorConfig;
import dev.logway.settings.Settings;
import dev.logway.standalone.broker.EmbeddedBroker;
import dev.logway.standalone.broker.EmbeddedBrokerConfig;
import dev.logway.testkit.Commands;
import dev.logway.testkit.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A broker that was cut off from the others does not know that it leads no more, and whoever restores a store from it
 * gets an old one. Here the changelog itself loses its end for a while.
 */
final class StaleStoreIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void nothingIsDecidedOnAStoreThatLacksItsEnd(@TempDir Path directory) throws Exception {
        var config = new EmbeddedBrokerConfig(directory.resolve("broker"), 0, 0, Map.of());
        try (var broker = EmbeddedBroker.start(config)) {
            var log = new ScopeLog(broker.bootstrapServers(), Commands.SCOPE);
            List<ScopeLog.Entry> early;
            List<ScopeLog.Entry> whole;
            try (var projector = projector(broker.bootstrapServers(), directory.resolve("one"))) {
                projector.awaitReady(LIMIT);
                log.append(put("u1"), put("u2"));
                await(() -> log.revisions().size() == 2);
                early = log.changelog();
                log.append(put("u3"), put("u4"));
                await(() -> log.revisions().size() == 4);
                whole = log.changelog();
            }
            log.replaceChangelog(early);
            try (var messages = Messages.of("dev.logway.projector.topology.StoreCheck");
                    var projector = projector(broker.bootstrapServers(), directory.resolve("two"))) {
                projector.awaitReady(LIMIT);
                log.append(put("u5"));
                await(() -> messages.anyHas("lacks its end"));
                assertEquals(List.of(1L, 2L, 3L, 4L), log.revisions());

                log.appendChangelog(whole.subList(early.size(), whole.size()));

                await(() -> log.revisions().size() == 5);
            }
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), log.revisions());
        }
    }

    private static Command put(String upstream) {
        return upstream.equals("u1")
                ? Commands.put(Resources.group(Commands.SCOPE.name()), Resources.upstream(upstream))
                : Commands.put(Resources.upstream(upstream));
    }

    private static Projector projector(String bootstrap, Path state) {
        return Projector.start(Settings.parse(
                ProjectorConfig.definition(),
                Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "state.dir",
                        state.toString(),
                        "replication",
                        "1",
                        "standby.replicas",
                        "0")));
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
    }

    /** What a class logs. */
    private record Messages(Logger logger, ListAppender<ILoggingEvent> appender) implements AutoCloseable {
        static Messages of(String name) {
            var appender = new ListAppender<ILoggingEvent>();
            appender.list = new CopyOnWriteArrayList<>();
            var messages = new Messages((Logger) LoggerFactory.getLogger(name), appender);
            appender.start();
            messages.logger.addAppender(appender);
            return messages;
        }

        boolean anyHas(String text) {
            return appender.list.stream()
                    .anyMatch(event -> event.getFormattedMessage().contains(text));
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
        }
    }
}
