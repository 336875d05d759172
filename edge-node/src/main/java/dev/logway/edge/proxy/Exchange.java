package dev.logway.edge.proxy;

import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.client.AcceptedRequest;
import dev.logway.edge.client.ClientConnection;
import dev.logway.edge.client.ClientStream;
import dev.logway.edge.http1.Fields;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.overload.Overload;
import dev.logway.edge.tunnel.Tunnel;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.edge.upstream.NodeStream;
import dev.logway.edge.upstream.PooledConnection;
import dev.logway.routing.Candidate;
import dev.logway.routing.RoutingTable;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * The course of an exchange.
 *
 *   reception → forwarding → answer → done
 *                          → tunnel → done
 *
 * Until the response head is written, every failure is answered with a status; after that the client's connection is
 * reset, because only that tells the client that its answer is not whole.
 *
 * The client may be answered before its body is read, by the edge or by the upstream. A small rest is read and thrown
 * away, so that the connection can go on. Otherwise the connection is closed, after the client had a moment to read
 * the answer: closing at once would let its kernel throw the answer away.
 */
/** One request and its answer, as its client sees them. Confined to one event loop. */
final class Exchange implements Reception.Listener, Forwarding.Listener, ClientStream.Listener {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MAX_DISCARDED_BYTES = 1 << 20;

    /** Seconds. */
    private static final String RETRY_WHEN_OVERLOADED = "5";

    private static final String RETRY_WHEN_BEHIND = "1";

    /** Neighbours in {@link Deadlines}. */
    @Nullable
    Exchange previous;

    @Nullable
    Exchange next;

    private final ProxyLoop loop;
    private final ClientConnection client;
    private final ClientStream stream;
    private final ClientRequest asked;
    private final Upload upload;
    private final Download download;
    private final Account account;
    private final Reception reception;
    private @Nullable Forwarding forwarding;
    private @Nullable Tunnel tunnel;
    private boolean done;

    Exchange(ProxyLoop loop, ClientConnection client, AcceptedRequest accepted, ClientStream stream) {
        this.loop = loop;
        this.client = client;
        this.stream = stream;
        this.asked = new ClientRequest(accepted, client, loop.trusted());
        this.upload = new Upload(stream, loop.limits(), this::bodyTooLarge);
        this.download = new Download(stream, loop.limits(), asked.method().equals("HEAD"));
        this.account = new Account(stream, loop.observability().observe(asked));
        this.reception = new Reception(loop, client, asked, upload, this);
    }

    void start() {
        client.begin();
        loop.deadlines().add(this);
        stream.listen(this);
        if (asked.hasBody()) {
            stream.pause();
        } else {
            upload.skip();
        }
        reception.start();
    }

    @Override
    public void shed(Overload.Reason reason) {
        loop.metrics().shed(reason);
        stream.fields().set(HttpHeaderNames.RETRY_AFTER, RETRY_WHEN_OVERLOADED);
        unrouted(503);
    }

    /** Ends it before a route was found. */
    @Override
    public void unrouted(int status) {
        account.unrouted(loop.metrics().unmatched(), loop.table());
        fail(status);
    }

    @Override
    public void unrouted(Problem problem) {
        account.unrouted(loop.metrics().unmatched(), loop.table());
        if (problem.status() == 503) {
            stream.fields().set(HttpHeaderNames.RETRY_AFTER, RETRY_WHEN_BEHIND);
        }
        fail(problem.status(), () -> ErrorAnswer.send(stream, asked.audience(), problem));
    }

    @Override
    public boolean isDone() {
        return done;
    }

    private void bodyTooLarge() {
        if (account.isRouted()) {
            fail(413);
        } else {
            unrouted(413);
        }
    }

    @Override
    public void routed(Candidate<RouteTraffic> match, RoutingTable<RouteTraffic, LiveUpstream> table) {
        account.routed(match, table);
        LiveUpstream upstream = table.upstream(match.route());
        if (upstream == null) {
            fail(503);
            return;
        }
        boolean mayUpgrade = match.route().route().target().upgrade() == Route.Upgrade.WEBSOCKET
                && !upstream.spec().protocol().scheme().isMultiplexed();
        if (mayUpgrade) {
            asked.upgrade();
        }
        Timeouts timeouts = timeouts(
                match.route().route().target().timeouts(), upstream.spec().timeouts());
        var call = loop.pools().call(upstream, asked, account.startNanos());
        forwarding = new Forwarding(
                loop, new Forwarding.Course(asked, upload, download, call, timeouts, account.observer()), this);
        account.sentOn();
        forwarding.start();
    }

    @Override
    public void refused(Duration retryAfter) {
        stream.fields().set(HttpHeaderNames.RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
        fail(503);
    }

    @Override
    public void failed(int status) {
        fail(status);
    }

    @Override
    public void answering() {
        account.upstreamAnswered();
        if (loop.isDraining()) {
            stream.makeLast();
        }
        account.answering();
    }

    /** The request becomes a tunnel, which has no end but its ends'. */
    @Override
    public void switching(NodeStream.Head head, PooledConnection over) {
        account.upstreamAnswered();
        Heads.response(head.fields(), stream.fields());
        WebSocketUpgrade.put(stream.fields());
        account.switching();
        account.answering();
        var opened = new Tunnel(loop.limits().webSockets().messageBytes(), this::tunnelClosed, System.nanoTime());
        tunnel = opened;
        loop.deadlines().remove(this);
        loop.tunnels().add(opened);
        over.become(opened.upstream());
        client.become(opened.client(), Fields.of(stream.fields()));
        opened.open();
    }

    private void tunnelClosed() {
        Tunnel closed = tunnel;
        if (closed != null && !done) {
            loop.tunnels().remove(closed);
            account.finished(closed);
            end();
        }
    }

    /** The answer is out; what is left of the request is read or cut off. */
    @Override
    public void answered(int status) {
        ended(status);
    }

    @Override
    public void received(ByteBuf data) {
        upload.received(data);
    }

    @Override
    public void ended(MultiMap trailers) {
        upload.ended(Trailers.ofRequest(trailers, asked.headers()));
    }

    @Override
    public void malformed() {
        upload.skip();
        fail(400);
    }

    @Override
    public void drained() {
        download.drained();
    }

    /** Called every {@value Deadlines#TICK_MILLIS} ms. */
    void check(long nowNanos) {
        download.flushHead();
        if (upload.pending().isOver(nowNanos) && !isListening()) {
            timedOut(upload.pending().what());
        } else if (download.pending().isOver(nowNanos)) {
            timedOut(download.pending().what());
        }
    }

    /** Whether the client only listens, and may be silent for as long as the upstream talks. */
    private boolean isListening() {
        return upload.pending().what() == Wait.For.CLIENT_BODY && forwarding != null && forwarding.isAnswered();
    }

    private void timedOut(Wait.For what) {
        switch (what) {
            case NOTHING -> {}
            case CONNECTION, UPSTREAM_TO_TAKE, UPSTREAM_HEAD, UPSTREAM_BODY -> {
                if (forwarding != null) {
                    forwarding.timedOut();
                }
            }
            case CLIENT_BODY -> fail(408);
            case CLIENT_TO_TAKE -> {
                abandon();
                stream.cutOff();
            }
            case CLIENT_TO_FINISH -> done(true);
        }
    }

    private void fail(int status) {
        fail(status, () -> ErrorAnswer.send(stream, asked.audience(), status));
    }

    /** Ends the exchange with an answer of the edge's own, or, if it is too late for one, with a reset. */
    private void fail(int status, Runnable answer) {
        if (done) {
            return;
        }
        giveUpUpstream();
        if (stream.isBegun()) {
            finish(status);
            stream.cutOff();
            return;
        }
        if (forwarding != null && forwarding.isAnswered()) {
            stream.fields().clear();
        }
        if (status == 408 || !canDiscard() || loop.isDraining()) {
            stream.makeLast();
        }
        account.answering();
        answer.run();
        ended(status);
    }

    private void ended(int status) {
        boolean last = stream.isLast() || loop.isDraining() || !canDiscard();
        account.finished(status);
        download.pending().stop();
        if (upload.isEnded()) {
            done(last);
        } else {
            upload.discard(last ? LINGER_NANOS : loop.limits().times().idle().toNanos(), () -> done(last));
        }
    }

    private void done(boolean last) {
        if (done) {
            return;
        }
        end();
        if (last) {
            stream.makeLast();
        }
        if (upload.isEnded()) {
            stream.finish();
        } else if (last) {
            stream.finishEarly();
        }
    }

    /** The connection is gone, or the stream: that ends with the answer, too. */
    @Override
    public void closed() {
        if (tunnel != null) {
            return; // it knows
        }
        boolean answered = client.isMultiplexed() && stream.isEnded();
        if (!answered) {
            abandon();
        } else if (forwarding == null || forwarding.isIdle()) {
            done(false);
        }
    }

    /** The client is gone. */
    private void abandon() {
        if (!done) {
            if (reception.isWaiting()) {
                account.unrouted(loop.metrics().unmatched(), loop.table());
            }
            giveUpUpstream();
            finish(499);
        }
    }

    private void finish(int status) {
        account.finished(status);
        end();
    }

    private void end() {
        done = true;
        reception.end();
        if (forwarding != null) {
            forwarding.end();
        }
        if (tunnel == null) {
            loop.deadlines().remove(this);
        }
        client.end(System.nanoTime());
    }

    private void giveUpUpstream() {
        if (forwarding != null) {
            forwarding.giveUp();
        }
    }

    /** Whether what is left of the body is little enough to read for nothing, and sure to come. */
    private boolean canDiscard() {
        return upload.isEnded()
                || (asked.bodyBytes() != AcceptedRequest.UNKNOWN
                        && asked.bodyBytes() <= MAX_DISCARDED_BYTES
                        && !asked.expectsContinue());
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static Timeouts timeouts(@Nullable Timeouts ofRoute, @Nullable Timeouts ofUpstream) {
        if (ofRoute != null) {
            return ofRoute;
        }
        return ofUpstream == null ? Timeouts.DEFAULT : ofUpstream;
    }
}
