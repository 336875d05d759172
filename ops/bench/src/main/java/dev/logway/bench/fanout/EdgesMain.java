package dev.logway.bench.fanout;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.logway.domain.Scope;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/**
 * Many simulated edges in one process, until it is ended. Arguments: the brokers, the group, the number of edges.
 * Says {@value #READY} once all of them have the group's configuration.
 */
final class EdgesMain {
    static final String READY = "all edges have the configuration";

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(EdgesMain.class);

    private EdgesMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        LOG.getLoggerContext().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
        LOG.setLevel(Level.INFO);
        Map<String, Object> kafka = Map.of("bootstrap.servers", arguments[0]);
        Scope group = Scope.group(arguments[1]);
        var vertx = Vertx.vertx();
        List<SimulatedEdge> edges = IntStream.range(0, Integer.parseInt(arguments[2]))
                .mapToObj(i -> SimulatedEdge.start(vertx, kafka, group, "edge-" + i))
                .toList();
        while (edges.stream().anyMatch(edge -> edge.revision() == 0)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        LOG.info(READY);
        new CountDownLatch(1).await();
    }
}
