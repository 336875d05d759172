package dev.logway.bench.load;

import dev.logway.bench.http.ResponseFramer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of a load, with at most one request under way. */
final class LoadConnection extends ChannelInboundHandlerAdapter {
    private final LoadRun run;
    private final ResponseFramer framer = new ResponseFramer(ResponseFramer.Body.DROPPED);
    private byte[] buffer = new byte[16 * 1024];
    private @Nullable ChannelHandlerContext context;
    private long dueNanos;
    private boolean isWaiting;

    LoadConnection(LoadRun run) {
        this.run = run;
    }

    /** @param due the {@link System#nanoTime} that its latency counts from */
    void send(byte[] request, long due) {
        ChannelHandlerContext connected = Objects.requireNonNull(context);
        dueNanos = due;
        isWaiting = true;
        framer.reset();
        var _ = connected.writeAndFlush(
                connected.alloc().directBuffer(request.length).writeBytes(request), connected.voidPromise());
    }

    void close() {
        if (context != null) {
            var _ = context.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext connected) {
        context = connected;
        run.free(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext connected, Object message) {
        var bytes = (ByteBuf) message;
        int length = bytes.readableBytes();
        if (length > buffer.length) {
            buffer = new byte[length];
        }
        bytes.readBytes(buffer, 0, length);
        bytes.release();
        framer.feed(buffer, 0, length);
        if (framer.isComplete() && isWaiting) {
            isWaiting = false;
            run.answered(framer.status(), dueNanos);
            if (framer.closes()) {
                var _ = connected.close();
            } else {
                run.free(this);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext connected) {
        run.lost(this, isWaiting ? LoadRun.Outstanding.REQUEST : LoadRun.Outstanding.NOTHING);
        isWaiting = false;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext connected, Throwable cause) {
        var _ = connected.close();
    }
}
