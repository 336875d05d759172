package dev.logway.edge.proxy;

import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.client.ClientStream;
import dev.logway.edge.upstream.NodeStream;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** An answer on its way to the client, as fast as the slower of both sides. */
final class Download {
    private static final long UNKNOWN = -1;

    private final ClientStream to;
    private final boolean headOnly;
    private final long clientIdleNanos;
    private final Wait wait = new Wait();
    private long remaining = UNKNOWN;
    private @Nullable NodeStream from;
    private long readNanos;
    private boolean headDue;

    /** @param headOnly whether the answer has no body, whatever its head says */
    Download(ClientStream to, Limits limits, boolean headOnly) {
        this.to = to;
        this.headOnly = headOnly;
        this.clientIdleNanos = limits.times().idle().toNanos();
    }

    Wait pending() {
        return wait;
    }

    /** @param beforeHead runs once the head is made and before any of it is written */
    void start(NodeStream.Head head, NodeStream source, Timeouts timeouts, Runnable beforeHead) {
        from = source;
        readNanos = timeouts.read().toNanos();
        Heads.response(head.fields(), to.fields());
        beforeHead.run();
        begin(head);
        headDue = true;
        wait.start(Wait.For.UPSTREAM_BODY, readNanos);
    }

    private void begin(NodeStream.Head head) {
        int status = head.status();
        boolean hasBody = !headOnly && status != 204 && status != 304;
        String length = head.fields().get(HttpHeaderNames.CONTENT_LENGTH);
        boolean isKnown = length != null && !head.fields().contains(HttpHeaderNames.TRANSFER_ENCODING);
        if (isKnown) {
            Heads.copy(to.fields(), HttpHeaderNames.CONTENT_LENGTH.toString(), length);
        }
        remaining = isKnown && hasBody ? Long.parseLong(length) : UNKNOWN;
        to.begin(status, head.reason(), body(hasBody, isKnown));
    }

    private static ClientStream.Body body(boolean hasBody, boolean isKnown) {
        if (!hasBody) {
            return ClientStream.Body.NONE;
        }
        return isKnown ? ClientStream.Body.OF_LENGTH : ClientStream.Body.UNTIL_END;
    }

    /** The upstream has sent everything. */
    void end(MultiMap trailers) {
        wait.stop();
        headDue = false;
        from = null;
        if (!to.isEnded()) {
            to.endWith(trailers);
        }
    }

    /** Whether the head should go out by itself unless the body comes at once. */
    boolean mayBeSlow() {
        return headDue && (remaining == UNKNOWN || remaining > Limits.CHUNK_BYTES);
    }

    /** Sends the head now if nothing of the body has come yet. */
    void flushHead() {
        if (headDue && !to.isEnded()) {
            headDue = false;
            to.sendHead();
        }
    }

    /** More of the body came, which is taken over. */
    void send(ByteBuf chunk) {
        headDue = false;
        int bytes = chunk.readableBytes();
        if (remaining == bytes) {
            // The last of a known length goes out together with the end, and a small answer in one piece.
            to.end(chunk);
            return;
        }
        remaining -= remaining == UNKNOWN ? 0 : bytes;
        to.write(chunk);
        if (to.isFull() && from != null) {
            from.pause();
            wait.start(Wait.For.CLIENT_TO_TAKE, clientIdleNanos);
        } else {
            wait.start(Wait.For.UPSTREAM_BODY, readNanos);
        }
    }

    /** The client takes more again. */
    void drained() {
        if (from != null && wait.what() == Wait.For.CLIENT_TO_TAKE) {
            wait.start(Wait.For.UPSTREAM_BODY, readNanos);
            from.resume();
        }
    }
}
