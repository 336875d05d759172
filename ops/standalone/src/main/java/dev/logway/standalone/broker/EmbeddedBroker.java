package dev.logway.standalone.broker;

import dev.logway.standalone.broker.BrokerStartException.Reason;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kafka broker and controller inside this process, the same code that runs as a process of its own.
 *
 * <p>Acknowledged records survive the end of the process, however it ends. One node alone is not safe against power
 * loss: an acknowledgement is not an fsync unless {@code log.flush.interval.messages} says so.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** How long {@link #close} waits for a node alone; what is not closed by then is recovered at the next start. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    /** As {@link #CLOSE_LIMIT}, for a node that hands its partitions to others first. */
    static final Duration CLUSTER_CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerNode node;
    private final String clusterId;
    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Consumer<String> onKafkaExit = this::fail;

    private EmbeddedBroker(BrokerNode node, String clusterId, KafkaRaftServer server, DirectoryLock lock) {
        this.node = node;
        this.clusterId = clusterId;
        this.server = server;
        this.lock = lock;
    }

    /**
     * Starts a single node and returns once clients can use it.
     *
     * @throws BrokerStartException if it does not start; nothing is left running or locked
     */
    public static EmbeddedBroker start(EmbeddedBrokerConfig config) {
        return start(config.toNode());
    }

    /**
     * Starts a node of any quorum and returns once the quorum has admitted it and clients can use it.
     *
     * @throws BrokerStartException if it does not start; nothing is left running or locked
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        return start(config.node());
    }

    private static EmbeddedBroker start(BrokerNode node) {
        var lock = DirectoryLock.take(node.directory());
        EmbeddedBroker broker;
        try {
            broker = create(node.withPortsPicked(), lock);
        } catch (Throwable e) { // Scala throws checked exceptions without a word
            lock.close();
            throw translated(node, e);
        }
        try {
            KafkaExit.subscribe(broker.onKafkaExit);
            broker.server.startup();
            return broker;
        } catch (Throwable e) {
            broker.close();
            throw translated(broker.node, e);
        }
    }

    private static EmbeddedBroker create(BrokerNode node, DirectoryLock lock) {
        var clusterId = new BrokerStorage(node.directory()).prepare(node.quorum());
        var server = new KafkaRaftServer(new KafkaConfig(KafkaSettings.of(node), false), Time.SYSTEM);
        return new EmbeddedBroker(node, clusterId, server, lock);
    }

    private static BrokerStartException translated(BrokerNode node, Throwable e) {
        if (e instanceof BrokerStartException known) {
            return known;
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var reason = root instanceof BindException ? Reason.PORT_TAKEN : Reason.FAILED;
        return new BrokerStartException(reason, "the broker in " + node.directory() + " did not start: " + root, e);
    }

    /** Where clients on this machine connect, as {@code host:port}. */
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    /** The cluster's id: made when the directory was first used, the same ever after. */
    public String clusterId() {
        return clusterId;
    }

    /** Completes with one line for the operator if the broker ends by itself, which it then has begun to do. */
    public CompletionStage<String> failure() {
        return failure.minimalCompletionStage();
    }

    private void fail(String fault) {
        failure.complete(fault);
        beginClose();
    }

    /**
     * Ends the broker, handing its part in a cluster to the other nodes; a second call waits for the first.
     *
     * <p>Waits for 3 s at most, 10 s in a cluster. Kafka may take longer, and the directory is locked until it is done.
     */
    @Override
    public void close() {
        var limit = node.quorum().size() == 1 ? CLOSE_LIMIT : CLUSTER_CLOSE_LIMIT;
        beginClose();
        try {
            closed.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "the broker in {} did not end within {}; its log is checked at the next start",
                    node.directory(),
                    limit);
        } catch (ExecutionException e) {
            LOG.warn(
                    "the broker in {} did not end cleanly; its log is checked at the next start",
                    node.directory(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beginClose() {
        if (closing.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("broker-close").start(this::shutDown);
        }
    }

    private void shutDown() {
        @Nullable Throwable fault = null;
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (Throwable e) { // also Kafka's errors: whoever waits must hear of them
            fault = e;
        }
        KafkaExit.unsubscribe(onKafkaExit);
        lock.close(); // before anyone hears of the end, and starts the next broker here
        if (fault == null) {
            closed.complete(null);
        } else {
            closed.completeExceptionally(fault);
        }
    }
}
