package dev.logway.edge.proxy;

import dev.logway.domain.net.IpAddress;
import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.body.BufferedBody;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.routing.Candidate;
import dev.logway.edge.routing.Methods;
import dev.logway.edge.routing.RequestBody;
import dev.logway.edge.routing.RequestHost;
import dev.logway.edge.routing.RequestTarget;
import dev.logway.edge.routing.RouteRequest;
import dev.logway.edge.routing.RoutingTable;
import dev.logway.edge.upstream.Lane;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.edge.upstream.PooledConnection;
import dev.logway.edge.upstream.UpstreamCall;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * The course of an exchange.
 *
 *   match → node → connection → request head, body → response head → body → done
 *
 * Until the response head is written, every failure is answered with a status; after that the client's connection is
 * reset, because only that tells the client that its answer is not whole.
 *
 * A try that comes to nothing is followed by another on another node, if nothing of the request was sent, or it may be
 * repeated and nothing of its body is gone; UpstreamCall says on which node, and when it is enough. An idle connection
 * that the node closed while it lay in the pool says nothing of the node, so the same one is tried over a new connection.
 *
 * The client may be answered before its body is read, by the edge or by the upstream. A small rest is read and thrown
 * away, so that the connection can go on. Otherwise the connection is closed, after the client had a moment to read
 * the answer: closing at once would let its kernel throw the answer away.
 *
 * Signals of a connection that was given up arrive late. They are told apart by the connection they belong to.
 */
/** One request and its answer. Confined to one event loop. */
final class Exchange implements RouteRequest {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MAX_DISCARDED_BYTES = 1 << 20;

    /** Error codes of HTTP/2 (RFC 9113, section 7). */
    private static final long NO_ERROR = 0;

    private static final long INTERNAL_ERROR = 2;

    /** Neighbours in {@link Deadlines}. */
    @Nullable
    Exchange previous;

    @Nullable
    Exchange next;

    private final ProxyLoop loop;
    private final ClientConnection client;
    private final HttpServerRequest request;
    private final RequestTarget target;
    private final @Nullable String sentHost;
    private final long bodyBytes;
    private final Upload upload;
    private final Download download;
    private final long startNanos = System.nanoTime();
    private final @Nullable RequestObserver observer;

    private @Nullable String host;
    private @Nullable RequestBody body;
    private boolean bodyAskedFor;
    private @Nullable RouteTraffic traffic;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private Lane.@Nullable Target node;
    private @Nullable UpstreamCall call;
    private @Nullable PooledConnection connection;
    private long upstreamNanos;
    private boolean sent;
    private boolean reconnected;
    private int tries;
    private boolean headReceived;
    private boolean done;

    Exchange(ProxyLoop loop, ClientConnection client, AcceptedRequest accepted) {
        this.loop = loop;
        this.client = client;
        this.request = accepted.request();
        this.target = accepted.target();
        this.sentHost = accepted.host();
        this.bodyBytes = accepted.bodyBytes();
        this.upload = new Upload(request, loop.limits());
        this.download = new Download(request, loop.limits());
        this.observer = loop.observability().observe(request, client);
    }

    @Override
    public String path() {
        return target.path();
    }

    @Override
    public String host() {
        if (host == null) {
            String authority = target.authority() == null ? sentHost : target.authority();
            host = authority == null ? "" : RequestHost.of(authority);
        }
        return host;
    }

    @Override
    public int methodBit() {
        return Methods.bit(request.method().name());
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public IpAddress remoteAddress() {
        return client.ip();
    }

    @Override
    public @Nullable String query() {
        return target.query();
    }

    @Override
    public @Nullable String header(String name) {
        return Heads.joined(request.headers(), name);
    }

    /** A condition that asks for a body which is still to come makes the exchange wait for it and match again. */
    @Override
    public @Nullable RequestBody body() {
        bodyAskedFor = true;
        return body;
    }

    void start() {
        client.begin();
        loop.deadlines().add(this);
        request.response().exceptionHandler(_ -> {}).closeHandler(_ -> closed());
        request.exceptionHandler(_ -> {});
        if (bodyBytes == 0) {
            upload.skip();
        } else {
            request.pause();
        }
        if (client.isSecure() && isMisdirected()) {
            traffic = loop.metrics().unmatched();
            fail(421);
            return;
        }
        route();
    }

    private void route() {
        RoutingTable<RouteTraffic, LiveUpstream> table = loop.table();
        Candidate<RouteTraffic> match = table == null ? null : table.match(this);
        if (bodyAskedFor && canReadBody()) {
            readBody();
            return;
        }
        if (observer != null && table != null) {
            observer.decided(table.revision(), match);
        }
        if (table == null || match == null) {
            traffic = loop.metrics().unmatched();
            fail(table == null ? 503 : 404);
            return;
        }
        traffic = match.route().runtime();
        LiveUpstream live = table.upstream(match.route());
        if (live == null) {
            fail(503);
            return;
        }
        timeouts =
                timeouts(match.route().route().target().timeouts(), live.spec().timeouts());
        enter(loop.pools().call(live, new RequestVariables(request, target, client, this), startNanos));
    }

    private void enter(UpstreamCall entered) {
        Duration refusal = entered.refusal();
        if (refusal != null) {
            request.response().headers().set(HttpHeaderNames.RETRY_AFTER, Long.toString(wholeSeconds(refusal)));
            fail(503);
            return;
        }
        call = entered;
        Lane.Target first = entered.first();
        if (first == null) {
            fail(503);
        } else {
            tryOn(first);
        }
    }

    private void tryOn(Lane.Target to) {
        node = to;
        tries++;
        sent = false;
        reconnected = false;
        PooledConnection idle = to.pool().poll();
        if (idle == null) {
            connect(to);
        } else {
            send(idle, to);
        }
    }

    private boolean canReadBody() {
        return body == null
                && bodyBytes != 0
                && BufferedBody.isReadable(request.headers().get(HttpHeaderNames.CONTENT_TYPE));
    }

    private void readBody() {
        int most = loop.limits().routedBodyBytes();
        if (bodyBytes > most) {
            traffic = loop.metrics().unmatched();
            fail(413);
            return;
        }
        if (expectsContinue()) {
            request.response().writeContinue();
        }
        upload.readWhole(
                most,
                whole -> {
                    body = new BufferedBody(whole, request.headers().get(HttpHeaderNames.CONTENT_TYPE));
                    if (!done) {
                        route();
                    }
                },
                () -> {
                    traffic = loop.metrics().unmatched();
                    fail(413);
                });
    }

    /** Called every {@value Deadlines#TICK_MILLIS} ms. */
    void check(long nowNanos) {
        download.flushHead();
        if (upload.pending().isOver(nowNanos)) {
            timedOut(upload.pending().what());
        } else if (download.pending().isOver(nowNanos)) {
            timedOut(download.pending().what());
        }
    }

    private void timedOut(Wait.For what) {
        switch (what) {
            case NOTHING -> {}
            case CONNECTION, UPSTREAM_TO_TAKE, UPSTREAM_HEAD, UPSTREAM_BODY -> broken(UpstreamCall.Failure.TIMEOUT);
            case CLIENT_BODY -> fail(408);
            case CLIENT_TO_TAKE -> {
                abandon();
                cutOff();
            }
            case CLIENT_TO_FINISH -> done(true);
        }
    }

    private void connect(Lane.Target to) {
        int mine = tries;
        long millis = timeouts.connect().toMillis();
        download.pending().start(Wait.For.CONNECTION, timeouts.connect().toNanos());
        to.pool().connect(millis).onComplete(opened -> {
            boolean late = done || mine != tries;
            if (opened.succeeded() && late) {
                opened.result().release(System.nanoTime());
            } else if (opened.succeeded()) {
                loop.metrics().connected();
                send(opened.result(), to);
            } else if (!late) {
                broken(
                        opened.cause() instanceof ConnectTimeoutException
                                ? UpstreamCall.Failure.TIMEOUT
                                : UpstreamCall.Failure.CONNECTION);
            }
        });
    }

    private void send(PooledConnection over, Lane.Target to) {
        connection = over;
        over.request(request.method(), target.uri()).onComplete(stream -> {
            if (stream.failed()) {
                failed(over);
            } else if (done || over != connection) {
                over.close();
            } else {
                send(stream.result(), over, to);
            }
        });
    }

    private void send(HttpClientRequest to, PooledConnection over, Lane.Target at) {
        sent = true;
        to.exceptionHandler(_ -> failed(over));
        to.response().onComplete(head -> {
            if (head.failed()) {
                failed(over);
            } else {
                receive(head.result(), over);
            }
        });
        Heads.request(request.headers(), to.headers(), client, sentHost, hostFor(at));
        if (observer != null) {
            observer.sent(to.headers(), at.authority());
        }
        if (bodyBytes == 0) {
            if (request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
                to.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
            }
            to.end();
            awaitHead();
            return;
        }
        sendBody(to);
    }

    private void sendBody(HttpClientRequest to) {
        if (bodyBytes > 0) {
            to.headers().set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(bodyBytes));
        } else {
            to.setChunked(true);
        }
        if (upload.isWhole()) {
            to.headers().remove(HttpHeaderNames.EXPECT);
        }
        boolean expectsContinue = expectsContinue();
        if (expectsContinue) {
            to.continueHandler(_ -> request.response().writeContinue());
        }
        if (expectsContinue || bodyBytes < 0) {
            to.writeHead();
        }
        download.pending().stop();
        upload.start(to, timeouts, this::awaitHead);
    }

    private void awaitHead() {
        if (!headReceived) {
            download.pending().start(Wait.For.UPSTREAM_HEAD, timeouts.read().toNanos());
        }
    }

    private void receive(HttpClientResponse head, PooledConnection over) {
        if (done || over != connection) {
            over.close();
            return;
        }
        headReceived = true;
        long now = System.nanoTime();
        upstreamNanos = now - startNanos;
        if (head.statusCode() < 200) {
            // Upgrade is never asked for.
            broken(UpstreamCall.Failure.CONNECTION);
            return;
        }
        if (call != null) {
            call.answered(head.statusCode(), now);
        }
        head.exceptionHandler(_ -> failed(over));
        closeIfDraining();
        download.start(head, timeouts, () -> received(head, over));
        if (observer != null && !request.response().headWritten()) {
            observer.answering(request.response().headers());
        }
        if (download.mayBeSlow()) {
            loop.later(download::flushHead);
        }
    }

    private void received(HttpClientResponse head, PooledConnection over) {
        boolean persistent = !HopByHop.closes(head.headers())
                && (head.version() == HttpVersion.HTTP_1_1 || isKeptAlive(head))
                && upload.isEnded();
        if (done || !persistent) {
            over.close();
        } else {
            over.release(System.nanoTime());
        }
        connection = null;
        if (!done) {
            answered(head.statusCode(), download.isUntilClose());
        }
    }

    /** The upstream's side broke; late signals of a connection that was given up are ignored. */
    private void failed(PooledConnection over) {
        if (done || over != connection) {
            return;
        }
        boolean stale = over.isReused() && !headReceived && !reconnected;
        if (stale && node != null && canSendAgain()) {
            reconnected = true;
            sent = false;
            connection = null;
            loop.metrics().retried();
            upload.hold();
            over.close();
            connect(node);
        } else {
            broken(UpstreamCall.Failure.CONNECTION);
        }
    }

    /** The try came to nothing: another node gets the request, or the client an error. */
    private void broken(UpstreamCall.Failure failure) {
        if (done || call == null) {
            return;
        }
        long now = System.nanoTime();
        call.failed(failure, now);
        Lane.Target other = headReceived || !canSendAgain()
                ? null
                : call.next(sent ? UpstreamCall.Sent.SOME : UpstreamCall.Sent.NOTHING, now);
        if (other == null) {
            call.gaveUp(now);
            fail(failure == UpstreamCall.Failure.TIMEOUT ? 504 : 502);
            return;
        }
        giveUpUpstream();
        upload.hold();
        tryOn(other);
    }

    /** Whether no node can have acted on the request, or it does not matter if two do, and all of it is still here. */
    private boolean canSendAgain() {
        return (bodyBytes == 0 || !(upload.isBegun() || upload.isEnded())) && (!sent || isIdempotent());
    }

    /** Ends the exchange with an answer of the edge's own, or, if it is too late for one, with a reset. */
    private void fail(int status) {
        if (done) {
            return;
        }
        giveUpUpstream();
        if (request.response().headWritten()) {
            finish(status);
            cutOff();
            return;
        }
        boolean close = status == 408 || !canDiscard() || loop.isDraining();
        if (headReceived) {
            request.response().headers().clear();
        }
        if (close && !client.isMultiplexed()) {
            request.response().headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        if (observer != null) {
            observer.answering(request.response().headers());
        }
        ErrorAnswer.send(request.response(), status);
        answered(status, close);
    }

    /** The answer is out; what is left of the request is read or cut off. */
    private void answered(int status, boolean close) {
        boolean closing = close || loop.isDraining() || !canDiscard();
        count(status);
        download.pending().stop();
        if (upload.isEnded()) {
            done(closing);
            return;
        }
        upload.discard(closing ? LINGER_NANOS : loop.limits().idle().toNanos());
        upload.onEnd(() -> done(closing));
    }

    private void done(boolean close) {
        if (!done) {
            end();
            if (close && !client.isMultiplexed()) {
                client.close();
            } else if (close && !upload.isEnded()) {
                // The answer is whole, and the client need not go on (RFC 9113, section 8.1).
                request.response().reset(NO_ERROR);
            }
        }
    }

    /** The connection is gone, or the stream: that ends with the answer, too. */
    private void closed() {
        boolean answered = client.isMultiplexed() && request.response().ended();
        if (!answered) {
            abandon();
        } else if (connection == null) {
            done(false);
        }
    }

    /** Ends the answer so that the client cannot take what it got for the whole. */
    private void cutOff() {
        if (client.isMultiplexed()) {
            request.response().reset(INTERNAL_ERROR);
        } else {
            client.reset();
        }
    }

    /** The client is gone. */
    private void abandon() {
        if (!done) {
            giveUpUpstream();
            finish(499);
        }
    }

    private void finish(int status) {
        count(status);
        end();
    }

    private void end() {
        done = true;
        if (call != null) {
            call.end();
            call = null;
        }
        loop.deadlines().remove(this);
        client.end(System.nanoTime());
    }

    private void count(int status) {
        if (traffic != null) {
            long totalNanos = System.nanoTime() - startNanos;
            long responseBytes = request.response().bytesWritten();
            traffic.finished(status, request.bytesRead(), responseBytes, totalNanos, upstreamNanos);
            traffic = null;
            if (observer != null) {
                observer.finished(status, totalNanos, upstreamNanos);
            }
        }
    }

    private void giveUpUpstream() {
        PooledConnection given = connection;
        connection = null;
        if (given != null) {
            given.close();
        }
    }

    private void closeIfDraining() {
        if (loop.isDraining() && !client.isMultiplexed()) {
            request.response().headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Whether what is left of the body is little enough to read for nothing, and sure to come. */
    private boolean canDiscard() {
        return upload.isEnded() || (bodyBytes >= 0 && bodyBytes <= MAX_DISCARDED_BYTES && !expectsContinue());
    }

    /** Whether the client asks for a host that wants to see its certificate, over a connection of another one. */
    private boolean isMisdirected() {
        String host = host();
        String connected = client.serverName();
        return !host.equalsIgnoreCase(connected) && loop.certificates().isMisdirected(connected, host);
    }

    private boolean expectsContinue() {
        return !upload.isWhole() && request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
    }

    private boolean isIdempotent() {
        HttpMethod method = request.method();
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || method.equals(HttpMethod.PUT)
                || method.equals(HttpMethod.DELETE)
                || method.equals(HttpMethod.OPTIONS)
                || method.equals(HttpMethod.TRACE);
    }

    private String hostFor(Lane.Target at) {
        if (at.host() != null) {
            return at.host();
        }
        return sentHost == null ? at.authority() : sentHost;
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static boolean isKeptAlive(HttpClientResponse head) {
        return head.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true);
    }

    private static Timeouts timeouts(@Nullable Timeouts ofRoute, @Nullable Timeouts ofUpstream) {
        if (ofRoute != null) {
            return ofRoute;
        }
        return ofUpstream == null ? Timeouts.DEFAULT : ofUpstream;
    }
}
