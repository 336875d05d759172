package dev.logway.bench.load;

import dev.logway.bench.process.BenchException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A load generator on one event loop. It uses Netty without its HTTP codec: the request is a copy of bytes, the answer
 * is only followed to its end, so that the generator costs little beside what it measures.
 */
public final class LoadEngine implements AutoCloseable {
    private static final long GRACE_SECONDS = 30;

    private final EventLoopGroup group;
    private final Class<? extends Channel> channelType;

    public LoadEngine() {
        boolean isNative = Epoll.isAvailable();
        IoHandlerFactory handlers = isNative ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, handlers);
        channelType = isNative ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * Runs the load to its end.
     *
     * @throws BenchException if nobody listens on the port, or the load does not end
     */
    public LoadResult run(LoadPlan plan) {
        var bootstrap = new Bootstrap()
                .group(group)
                .channel(channelType)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000);
        var run = new LoadRun(plan, bootstrap, group.next());
        try {
            return run.start().get(plan.duration().toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BenchException("load on port " + plan.port() + " failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BenchException("load on port " + plan.port() + " did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
