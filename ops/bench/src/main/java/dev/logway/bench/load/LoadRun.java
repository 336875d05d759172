package dev.logway.bench.load;

import dev.logway.bench.stats.Latency;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One load under way. Everything here happens on one event loop: connections report that they are free, the pace says
 * what is due, and each due request goes to the connection that has been free the longest.
 */
final class LoadRun {
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LoadPlan plan;
    private final Bootstrap bootstrap;
    private final EventLoop loop;
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final ArrayDeque<LoadConnection> free = new ArrayDeque<>();
    private final List<LoadConnection> all = new ArrayList<>();
    private final Latency latency = new Latency();
    private final TreeMap<Integer, Long> statuses = new TreeMap<>();
    private final double gapNanos;
    private long started;
    private long ends;
    private long lastAnswer;
    private long sent;
    private long underWay;
    private long broken;
    private boolean isRunning;
    private boolean isTicking;

    LoadRun(LoadPlan plan, Bootstrap bootstrap, EventLoop loop) {
        this.plan = plan;
        this.bootstrap = bootstrap;
        this.loop = loop;
        this.gapNanos = switch (plan.pace()) {
            case Pace.Unbounded _ -> 0;
            case Pace.Fixed(double perSecond) -> NANOS_PER_SECOND / perSecond;
        };
    }

    CompletableFuture<LoadResult> start() {
        for (int i = 0; i < plan.connections(); i++) {
            connect();
        }
        return result;
    }

    /** A connection can take a request. */
    void free(LoadConnection connection) {
        free.addLast(connection);
        if (isRunning) {
            sendDue();
        } else if (started == 0 && all.size() == plan.connections()) {
            begin();
        }
    }

    void answered(int status, long dueNanos) {
        lastAnswer = System.nanoTime();
        underWay--;
        latency.record(lastAnswer - dueNanos);
        statuses.merge(status, 1L, Long::sum);
        endIfOver();
    }

    /** A connection is gone, and with it its request if it had one. */
    void lost(LoadConnection connection, Outstanding outstanding) {
        all.remove(connection);
        free.remove(connection);
        if (outstanding == Outstanding.REQUEST) {
            underWay--;
            broken++;
            lastAnswer = System.nanoTime();
        }
        if (isRunning && lastAnswer < ends) {
            connect();
        }
        endIfOver();
    }

    /** Whether a connection had a request under way. */
    enum Outstanding {
        REQUEST,
        NOTHING
    }

    private void connect() {
        bootstrap
                .clone()
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        var connection = new LoadConnection(LoadRun.this);
                        all.add(connection);
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port()))
                .addListener(connected -> {
                    if (!connected.isSuccess() && result.completeExceptionally(connected.cause())) {
                        closeAll();
                    }
                });
    }

    private void begin() {
        if (free.size() < plan.connections()) {
            return;
        }
        isRunning = true;
        started = System.nanoTime();
        lastAnswer = started;
        ends = started + plan.duration().toNanos();
        var _ = loop.schedule(this::stop, plan.duration().toNanos(), TimeUnit.NANOSECONDS);
        sendDue();
    }

    private void sendDue() {
        long now = System.nanoTime();
        while (isRunning && !free.isEmpty()) {
            long due = gapNanos == 0 ? now : started + (long) (sent * gapNanos);
            if (due >= ends) {
                return;
            }
            if (due > now) {
                tickAt(due - now);
                return;
            }
            sent++;
            underWay++;
            free.removeFirst().send(plan.requests().next(), due);
        }
    }

    private void tickAt(long waitNanos) {
        if (isTicking) {
            return;
        }
        isTicking = true;
        var _ = loop.schedule(
                () -> {
                    isTicking = false;
                    sendDue();
                },
                waitNanos,
                TimeUnit.NANOSECONDS);
    }

    private void stop() {
        countUnsent();
        isRunning = false;
        var _ = loop.schedule(this::giveUp, LAST_ANSWERS_NANOS, TimeUnit.NANOSECONDS);
        endIfOver();
    }

    /** Requests that were due and found no free connection have waited too, and must not be forgotten. */
    private void countUnsent() {
        if (gapNanos == 0) {
            return;
        }
        long now = System.nanoTime();
        for (long due = started + (long) (sent * gapNanos); due < ends; due = started + (long) (++sent * gapNanos)) {
            latency.record(now - due);
        }
    }

    private void endIfOver() {
        if (started != 0 && !isRunning && underWay == 0) {
            finish();
        }
    }

    private void giveUp() {
        if (!result.isDone()) {
            broken += underWay;
            finish();
        }
    }

    private void finish() {
        var elapsed = Duration.ofNanos(Math.max(lastAnswer, started + 1) - started);
        if (result.complete(new LoadResult(latency, statuses, broken, elapsed))) {
            closeAll();
        }
    }

    private void closeAll() {
        isRunning = false;
        List.copyOf(all).forEach(LoadConnection::close);
    }
}
