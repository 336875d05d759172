package dev.logway.edge.client;

import dev.logway.edge.http1.ClientChannel;
import dev.logway.edge.http1.Fields;
import dev.logway.edge.http1.MalformedException;
import dev.logway.edge.http1.RequestFraming;
import dev.logway.edge.http1.RequestHead;
import dev.logway.edge.http1.Version;
import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request of HTTP/1.1 and its answer. */
final class Http1Stream implements ClientStream, ClientChannel.Listener {
    private final Http1Connection connection;
    private final ClientChannel channel;
    private final Version version;
    private final boolean headOnly;
    private final Fields fields = new Fields();
    private @Nullable AcceptedRequest accepted;
    private @Nullable Listener listener;
    private int status;
    private String reason = "";
    private boolean begun;
    private boolean ended;
    private boolean last;
    private long bytesRead;
    private long bytesWritten;

    Http1Stream(Http1Connection connection, RequestHead head, RequestFraming framing) {
        this.connection = connection;
        this.channel = connection.channel();
        this.version = head.version();
        this.headOnly = head.method().equals("HEAD");
        this.last = !framing.persistent();
    }

    /** The answer to something that is no request. */
    static Http1Stream unread(Http1Connection connection) {
        return new Http1Stream(
                connection,
                new RequestHead("", "", Version.HTTP_1_1, new Fields()),
                new RequestFraming(null, RequestFraming.UNKNOWN, false));
    }

    /** Its turn will come. */
    void accept(AcceptedRequest request) {
        accepted = request;
    }

    @Override
    public void begin() {
        connection.serve(Objects.requireNonNull(accepted), this);
    }

    @Override
    public void listen(Listener hearing) {
        listener = hearing;
    }

    @Override
    public void pause() {
        channel.pause();
    }

    @Override
    public void resume() {
        channel.resume();
    }

    @Override
    public void invite() {
        if (version == Version.HTTP_1_1) {
            channel.invite();
        }
    }

    @Override
    public MultiMap fields() {
        return fields;
    }

    @Override
    public void begin(int ofAnswer, String phrase, Body body) {
        status = ofAnswer;
        reason = phrase;
        if (body == Body.UNTIL_END && version == Version.HTTP_1_1) {
            fields.append("Transfer-Encoding", "chunked");
        } else if (body == Body.UNTIL_END) {
            last = true;
        }
    }

    @Override
    public void sendHead() {
        if (!begun) {
            beginOnce();
            channel.flush();
        }
    }

    private void beginOnce() {
        if (begun) {
            return;
        }
        begun = true;
        if (last) {
            fields.append("Connection", "close");
        } else if (version == Version.HTTP_1_0) {
            fields.append("Connection", "keep-alive");
        }
        channel.begin(status, reason, fields);
    }

    @Override
    public void write(ByteBuf data) {
        beginOnce();
        if (headOnly) {
            data.release();
        } else {
            bytesWritten += data.readableBytes();
            channel.write(data);
        }
    }

    @Override
    public void end(@Nullable ByteBuf rest) {
        end(rest, new Fields());
    }

    @Override
    public void endWith(MultiMap trailers) {
        end(null, Fields.of(trailers));
    }

    private void end(@Nullable ByteBuf rest, Fields trailers) {
        beginOnce();
        ended = true;
        if (rest != null && headOnly) {
            rest.release();
            channel.end(null, trailers);
        } else {
            bytesWritten += rest == null ? 0 : rest.readableBytes();
            channel.end(rest, trailers);
        }
    }

    @Override
    public boolean isBegun() {
        return begun;
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public boolean isFull() {
        return channel.isFull();
    }

    @Override
    public void makeLast() {
        last = true;
    }

    @Override
    public boolean isLast() {
        return last;
    }

    @Override
    public void finish() {
        if (last) {
            channel.close();
        } else {
            channel.next();
        }
    }

    @Override
    public void finishEarly() {
        channel.close();
    }

    @Override
    public void cutOff() {
        channel.reset();
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public long bytesWritten() {
        return bytesWritten;
    }

    @Override
    public void received(ByteBuf data) {
        bytesRead += data.readableBytes();
        if (listener == null) {
            data.release();
        } else {
            listener.received(data);
        }
    }

    @Override
    public void ended(Fields trailers) {
        if (listener != null) {
            listener.ended(trailers);
        }
    }

    @Override
    public void malformed(MalformedException cause) {
        last = true;
        if (listener != null) {
            listener.malformed();
        }
    }

    @Override
    public void drained() {
        if (listener != null) {
            listener.drained();
        }
    }

    @Override
    public void closed() {
        if (listener != null) {
            listener.closed();
        }
    }
}
