package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service followed in the DNS. Confined to the thread of {@code executor}, save that any thread may stop it. */
final class DnsWatch implements Discovery.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(DnsWatch.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_AFTER_FAILURE = Duration.ofSeconds(30);

    private final NodeSource.Dns service;
    private final DnsLookup lookup;
    private final ScheduledExecutorService executor;
    private final Consumer<List<Node>> nodes;
    private int failuresInARow;
    private @Nullable List<Node> known;

    private volatile boolean stopped;
    /** The lookup under way, or the time until the next. */
    private volatile @Nullable Future<?> next;

    DnsWatch(NodeSource.Dns service, DnsLookup lookup, ScheduledExecutorService executor, Consumer<List<Node>> nodes) {
        this.service = service;
        this.lookup = lookup;
        this.executor = executor;
        this.nodes = nodes;
    }

    void start() {
        executor.execute(this::lookUp);
    }

    @Override
    public void stop() {
        stopped = true;
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private void lookUp() {
        if (!stopped) {
            next = lookup.nodes(service).whenCompleteAsync(this::found, executor);
        }
    }

    private void found(DnsLookup.@Nullable Answer answer, @Nullable Throwable failure) {
        if (stopped) {
            return;
        }
        if (answer == null) {
            failed(failure);
            return;
        }
        if (failuresInARow > 0) {
            LOG.info("{} is found in the DNS again", service.serviceName());
        }
        failuresInARow = 0;
        if (!answer.nodes().equals(known)) {
            known = answer.nodes();
            nodes.accept(answer.nodes());
        }
        again(Duration.ofSeconds(Math.clamp(answer.ttlSeconds(), SHORTEST.toSeconds(), LONGEST.toSeconds())));
    }

    private void failed(@Nullable Throwable failure) {
        if (failuresInARow == 0) {
            LOG.warn(
                    "{} is not found in the DNS, its last nodes stay: {}",
                    service.serviceName(),
                    String.valueOf(failure));
        }
        long seconds = SHORTEST.toSeconds() << Math.min(failuresInARow, 5);
        failuresInARow++;
        again(Duration.ofSeconds(Math.min(seconds, LONGEST_AFTER_FAILURE.toSeconds())));
    }

    private void again(Duration after) {
        if (!stopped && !executor.isShutdown()) {
            next = executor.schedule(this::lookUp, after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
