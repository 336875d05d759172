package dev.logway.edge.accept;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.transport.Transport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One loop hears of two connections at once; the first ends the other and opens a third, which gets its descriptor. */
class GuardedEpollWireTest {
    private static final int ROUNDS = 20;

    private final GatedTransport.Implementation transport =
            (GatedTransport.Implementation) new GatedTransport(Transport.EPOLL).implementation();

    @BeforeEach
    void onlyWhereThereIsEpoll() {
        Assumptions.assumeTrue(transport.isAvailable());
    }

    @Test
    void aConnectionBeingMadeHearsNothingOfTheOneWhoseDescriptorItGot() throws Exception {
        EventLoopGroup loop = transport.eventLoopGroup(0, 1, Executors.defaultThreadFactory(), 50);
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int round = 0; round < ROUNDS; round++) {
                var pair = new Pair(loop, server);
                pair.bothHearAtOnce();
                Channel third = pair.third.get(10, TimeUnit.SECONDS);
                assertTrue(third.isActive());
                assertEquals(List.of(), pair.faults);
                third.close().sync();
                pair.close();
            }
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    /** Two connections of one loop, of which the one that hears first ends the other. */
    private final class Pair {
        private final EventLoopGroup loop;
        private final ServerSocket server;
        private final CompletableFuture<Channel> third = new CompletableFuture<>();
        private final List<Throwable> faults = new CopyOnWriteArrayList<>();
        private final Socket[] peers = new Socket[2];
        private final Channel[] channels = new Channel[2];

        Pair(EventLoopGroup loop, ServerSocket server) throws Exception {
            this.loop = loop;
            this.server = server;
            for (int i = 0; i < 2; i++) {
                int other = 1 - i;
                ChannelFuture opened = open(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        ReferenceCountUtil.release(message);
                        var _ = channels[other].close();
                        ctx.channel().pipeline().remove(this);
                        openThird();
                    }
                });
                peers[i] = server.accept();
                channels[i] = opened.sync().channel();
            }
        }

        void bothHearAtOnce() throws Exception {
            var written = new CountDownLatch(1);
            loop.execute(() -> {
                try {
                    written.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            for (Socket peer : peers) {
                peer.getOutputStream().write("x".getBytes(US_ASCII));
            }
            written.countDown();
        }

        void close() throws Exception {
            for (int i = 0; i < 2; i++) {
                channels[i].close().sync();
                peers[i].close();
            }
            server.accept().close(); // the third one's
        }

        private void openThird() {
            open(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                            faults.add(cause);
                        }
                    })
                    .addListener((ChannelFuture opened) -> {
                        if (opened.isSuccess()) {
                            third.complete(opened.channel());
                        } else {
                            third.completeExceptionally(opened.cause());
                        }
                    });
        }

        private ChannelFuture open(ChannelInboundHandlerAdapter handler) {
            return new Bootstrap()
                    .group(loop)
                    .channelFactory(transport.channelFactory(false))
                    .handler(handler)
                    .connect(server.getLocalSocketAddress());
        }
    }
}
