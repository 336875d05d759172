package dev.logway.edge.proxy;

import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.client.AcceptedRequest;
import dev.logway.edge.upstream.Lane;
import dev.logway.edge.upstream.NodeStream;
import dev.logway.edge.upstream.PooledConnection;
import dev.logway.edge.upstream.UpstreamCall;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 *   node → connection → request head, body → response head, body
 *
 * A try that comes to nothing is followed by another on another node, if nothing of the request was sent, or it may be
 * repeated and nothing of its body is gone; UpstreamCall says on which node, and when it is enough. An idle connection
 * that the node closed while it lay in the pool says nothing of the node, so the same one is tried over a new connection.
 *
 * Signals of a connection that was given up arrive late. They are told apart by the connection they belong to.
 */
/** A request's way to its upstream, over as many tries as it takes, and the answer's way back. Confined to one event loop. */
final class Forwarding {
    private final ProxyLoop loop;
    private final ClientRequest asked;
    private final Upload upload;
    private final Download download;
    private final UpstreamCall call;
    private final Timeouts timeouts;
    private final Listener listener;
    private final @Nullable RequestObserver observer;

    private Lane.@Nullable Target node;
    private @Nullable PooledConnection connection;
    private boolean sent;
    private boolean reconnected;
    private int tries;
    private @Nullable NodeStream stream;
    private int status;
    private boolean headReceived;
    private boolean ended;

    /** Hears how it goes. After {@link #failed} or {@link #answered} nothing more comes. */
    interface Listener {

        /** The upstream takes no more requests; it may in {@code retryAfter}. */
        void refused(Duration retryAfter);

        /** No node answered, or one broke off: it is to be answered {@code status}, if it is not too late. */
        void failed(int status);

        /** The answer's head came, and is about to be handed on. */
        void answering();

        /** The upstream agreed to speak another protocol; its connection is the listener's now. */
        void switching(NodeStream.Head head, PooledConnection over);

        /** The client was given all of an answer with {@code status}. */
        void answered(int status);
    }

    /**
     * What is sent, and where to.
     *
     * @param observer null if nobody follows
     */
    record Course(
            ClientRequest asked,
            Upload upload,
            Download download,
            UpstreamCall call,
            Timeouts timeouts,
            @Nullable RequestObserver observer) {}

    Forwarding(ProxyLoop loop, Course course, Listener listener) {
        this.loop = loop;
        this.asked = course.asked();
        this.upload = course.upload();
        this.download = course.download();
        this.call = course.call();
        this.timeouts = course.timeouts();
        this.observer = course.observer();
        this.listener = listener;
    }

    void start() {
        Duration refusal = call.refusal();
        if (refusal != null) {
            ended = true;
            listener.refused(refusal);
            return;
        }
        Lane.Target first = call.first();
        if (first == null) {
            listener.failed(503);
        } else {
            tryOn(first);
        }
    }

    /** Whether the upstream began to answer. */
    boolean isAnswered() {
        return headReceived;
    }

    /** Whether nothing of the request is under way at the upstream any more. */
    boolean isIdle() {
        return connection == null;
    }

    /** A wait for the upstream was too long. */
    void timedOut() {
        broken(UpstreamCall.Failure.TIMEOUT);
    }

    /** Takes back what is under way. Call it, or let it answer, before {@link #end}. */
    void giveUp() {
        PooledConnection given = connection;
        connection = null;
        if (given != null) {
            given.giveUp();
        }
    }

    /** It is over, whatever still comes. */
    void end() {
        if (!ended) {
            ended = true;
            call.end();
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

    private void connect(Lane.Target to) {
        int mine = tries;
        long millis = timeouts.connect().toMillis();
        download.pending().start(Wait.For.CONNECTION, timeouts.connect().toNanos());
        to.pool().connect(millis).onComplete(opened -> {
            boolean late = ended || mine != tries;
            if (opened.succeeded() && late) {
                opened.result().release(System.nanoTime());
            } else if (opened.succeeded()) {
                loop.metrics().connected();
                send(opened.result(), to);
            } else if (!late) {
                broken(isTimeout(opened.cause()) ? UpstreamCall.Failure.TIMEOUT : UpstreamCall.Failure.CONNECTION);
            }
        });
    }

    private void send(PooledConnection over, Lane.Target to) {
        connection = over;
        over.request(asked.method(), asked.target().uri(), new Try(over)).onComplete(stream -> {
            if (stream.failed()) {
                failed(over, stream.cause());
            } else if (isLate(over)) {
                over.giveUp();
            } else {
                send(stream.result(), to);
            }
        });
    }

    private void send(NodeStream to, Lane.Target at) {
        sent = true;
        stream = to;
        Heads.request(asked, to.fields(), hostFor(at));
        if (asked.upgrades() && loop.limits().webSockets().compression() == Limits.Compression.OFF) {
            WebSocketUpgrade.withoutExtensions(to.fields());
        }
        if (observer != null) {
            observer.sent(to.fields(), at.authority());
        }
        if (asked.hasBody()) {
            sendBody(to);
            return;
        }
        if (asked.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            to.fields().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        }
        to.send(null);
        awaitHead();
    }

    private void sendBody(NodeStream to) {
        long bytes = upload.isWhole() ? upload.wholeBytes() : asked.bodyBytes();
        boolean isLengthKnown = bytes != AcceptedRequest.UNKNOWN;
        if (isLengthKnown) {
            to.fields().set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(bytes));
        }
        if (upload.isWhole()) {
            to.fields().remove(HttpHeaderNames.EXPECT);
        } else if (asked.expectsContinue() || !isLengthKnown) {
            to.sendHead();
        }
        download.pending().stop();
        upload.start(to, timeouts, this::awaitHead);
    }

    private void awaitHead() {
        if (!headReceived) {
            download.pending().start(Wait.For.UPSTREAM_HEAD, timeouts.read().toNanos());
        }
    }

    /** What one try hears; nothing any more once it was given up. */
    private final class Try implements NodeStream.Listener {
        private final PooledConnection over;

        Try(PooledConnection over) {
            this.over = over;
        }

        @Override
        public void continued() {
            if (!isLate(over) && asked.expectsContinue() && !upload.isWhole()) {
                upload.invite();
            }
        }

        @Override
        public void answered(NodeStream.Head head) {
            if (!isLate(over)) {
                receive(head, over);
            }
        }

        @Override
        public void received(ByteBuf data) {
            if (isLate(over)) {
                data.release();
            } else {
                download.send(data);
            }
        }

        @Override
        public void ended(MultiMap trailers) {
            if (!isLate(over)) {
                download.end(Trailers.ofAnswer(trailers));
                whole(over);
            }
        }

        @Override
        public void drained() {
            if (!isLate(over)) {
                upload.drained();
            }
        }

        @Override
        public void broken(Throwable cause) {
            failed(over, cause);
        }
    }

    private void receive(NodeStream.Head head, PooledConnection over) {
        headReceived = true;
        status = head.status();
        if (status < 200) {
            boolean isAskedFor = asked.upgrades()
                    && status == WebSocketUpgrade.SWITCHING_PROTOCOLS
                    && WebSocketUpgrade.names(head.fields());
            if (isAskedFor) {
                switching(head, over);
            } else {
                broken(UpstreamCall.Failure.CONNECTION);
            }
            return;
        }
        call.answered(status, System.nanoTime());
        download.start(head, Objects.requireNonNull(stream), timeouts, listener::answering);
        if (download.mayBeSlow()) {
            loop.later(download::flushHead);
        }
    }

    private void switching(NodeStream.Head head, PooledConnection over) {
        call.answered(head.status(), System.nanoTime());
        download.pending().stop();
        connection = null;
        listener.switching(head, over);
    }

    private void whole(PooledConnection over) {
        if (ended || !upload.isEnded() || asked.upgrades()) {
            over.giveUp();
        } else {
            over.release(System.nanoTime());
        }
        connection = null;
        if (!ended) {
            listener.answered(status);
        }
    }

    /** Whether {@code over} is not what the request travels over any more. */
    private boolean isLate(PooledConnection over) {
        return ended || !over.equals(connection);
    }

    /** The upstream's side broke; late signals of a connection that was given up are ignored. */
    private void failed(PooledConnection over, Throwable cause) {
        if (isLate(over)) {
            return;
        }
        sent &= !over.isUntouched(cause);
        boolean stale = over.isReused() && !headReceived && !reconnected;
        if (stale && node != null && canSendAgain()) {
            reconnected = true;
            sent = false;
            connection = null;
            loop.metrics().retried();
            upload.hold();
            over.giveUp();
            connect(node);
        } else {
            broken(UpstreamCall.Failure.CONNECTION);
        }
    }

    /** The try came to nothing: another node gets the request, or the client an error. */
    private void broken(UpstreamCall.Failure failure) {
        if (ended) {
            return;
        }
        long now = System.nanoTime();
        call.failed(failure, now);
        Lane.Target other = headReceived || !canSendAgain()
                ? null
                : call.next(sent ? UpstreamCall.Sent.SOME : UpstreamCall.Sent.NOTHING, now);
        if (other == null) {
            call.gaveUp(now);
            listener.failed(failure == UpstreamCall.Failure.TIMEOUT ? 504 : 502);
            return;
        }
        giveUp();
        upload.hold();
        tryOn(other);
    }

    /** Whether no node can have acted on the request, or it does not matter if two do, and all of it is still here. */
    private boolean canSendAgain() {
        boolean isWhole = !asked.hasBody() || !(upload.isBegun() || upload.isEnded());
        return isWhole && (!sent || asked.isIdempotent());
    }

    private String hostFor(Lane.Target at) {
        if (at.host() != null) {
            return at.host();
        }
        String ofClient = asked.sentHost();
        return ofClient == null ? at.authority() : ofClient;
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof ConnectTimeoutException || cause.getCause() instanceof SslHandshakeTimeoutException;
    }
}
