package dev.logway.edge.upstream;

import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.Node;
import dev.logway.edge.tls.NodeTls;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/*
 * Each node is in exactly one of three places: it waits for its timer, it is due and waits for a place among the
 * probes under way, or it is probed. Four times per interval the checker looks at the upstream's nodes as they are now, so that
 * a node that is discovered is probed and one that is gone is forgotten.
 */
/** Probes the nodes of one upstream until it is stopped. Confined to one context; started and stopped from any thread. */
final class HealthChecker {
    private static final long SHORTEST_TICK_MILLIS = 25;
    private static final long LONGEST_TICK_MILLIS = 500;
    private static final InstantSource CLOCK = InstantSource.system();

    private final LiveUpstream upstream;
    private final ActiveCheck check;
    private final Means means;
    private final Context context;
    private final Map<LiveNode, Subject> subjects = new HashMap<>();
    private final Queue<Subject> due = new ArrayDeque<>();
    private int underWay;
    private long timer = -1;
    private boolean stopped;

    /**
     * What it probes with.
     *
     * @param tls of probes, or null
     */
    record Means(HealthProbes probes, @Nullable NodeTls tls) {}

    /** A node that is probed. */
    private static final class Subject {
        private final Member member;
        private final HealthTally tally;
        private long nextNanos;
        private boolean waiting = true;

        Subject(Member member, ActiveCheck check) {
            this.member = member;
            this.tally = new HealthTally(check.rule(), member.live(), System::nanoTime);
            this.nextNanos = System.nanoTime();
        }
    }

    HealthChecker(LiveUpstream upstream, ActiveCheck check, Means means, Context context) {
        this.upstream = upstream;
        this.check = check;
        this.means = means;
        this.context = context;
    }

    void start() {
        context.runOnContext(_ -> {
            if (!stopped) {
                timer = context.owner().setPeriodic(tickMillis(), _ -> tick());
                tick();
            }
        });
    }

    void stop() {
        context.runOnContext(_ -> {
            stopped = true;
            Vertx vertx = context.owner();
            vertx.cancelTimer(timer);
            subjects.clear();
            due.clear();
        });
    }

    private void tick() {
        Members members = upstream.members();
        subjects.keySet().removeIf(live -> members.all().stream().noneMatch(member -> member.live() == live));
        long now = System.nanoTime();
        for (Member member : members.all()) {
            Subject subject = subjects.computeIfAbsent(member.live(), _ -> new Subject(member, check));
            if (subject.waiting && now - subject.nextNanos >= 0) {
                subject.waiting = false;
                due.add(subject);
            }
        }
        probeNext();
    }

    private long tickMillis() {
        Duration healthy = check.pace().healthy();
        Duration unhealthy = check.pace().unhealthy();
        Duration shorter = healthy.compareTo(unhealthy) < 0 ? healthy : unhealthy;
        return Math.clamp(shorter.toMillis() / 4, SHORTEST_TICK_MILLIS, LONGEST_TICK_MILLIS);
    }

    private void probeNext() {
        while (underWay < check.concurrency() && !due.isEmpty()) {
            Subject subject = due.remove();
            underWay++;
            probe(subject)
                    .onComplete(_ -> context.runOnContext(_ -> {
                        underWay--;
                        Duration pause = subject.member.live().isHealthy()
                                ? check.pace().healthy()
                                : check.pace().unhealthy();
                        subject.nextNanos = System.nanoTime() + pause.toNanos();
                        subject.waiting = true;
                        if (!stopped) {
                            probeNext();
                        }
                    }));
        }
    }

    private Future<?> probe(Subject subject) {
        Node node = subject.member.node();
        Node at = check.port() == null ? node : new Node(node.host(), check.port(), node.weight());
        HealthTally tally = subject.tally;
        Future<?> probed = switch (check.probe()) {
            case Probe.Http http ->
                means.probes().http(way(at), http, check.timeout()).onSuccess(tally::answered);
            case Probe.Tcp _ -> means.probes().tcp(at, check.timeout()).onSuccess(_ -> tally.succeeded());
        };
        return probed.onFailure(cause -> {
            LiveNode live = subject.member.live();
            live.failed(NodeFailure.of(cause, live.toString(), CLOCK.instant()).ofCheck());
            if (isTimeout(cause)) {
                tally.timedOut();
            } else {
                tally.broke();
            }
        });
    }

    private HealthProbes.Way way(Node node) {
        return new HealthProbes.Way(node, upstream.spec().serverName(node), means.tls());
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof TimeoutException || cause instanceof ConnectTimeoutException;
    }
}
