package dev.logway.edge.accept;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.unix.FileDescriptor;

/*
 * epoll hands over many events at a time, and Netty (4.2.18) finds out whom one is for by its descriptor. Where an event
 * ends a connection of which a later event of the same batch tells, and another connection is opened meanwhile, the
 * kernel gives that one the same descriptor, and Netty the late event. A connection that is being made takes it for its
 * own: it is read from before it is connected, and fails. So nothing is told to a registration that has not asked for
 * anything yet: it asks once it connects, and that is behind the batch.
 */
/** An event loop's way to its sockets, on which no connection is told what befell another. */
final class GuardedEpoll implements IoHandler {
    private final IoHandler own;

    GuardedEpoll(IoHandler own) {
        this.own = own;
    }

    @Override
    public void initialize() {
        own.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return own.run(context);
    }

    @Override
    public void prepareToDestroy() {
        own.prepareToDestroy();
    }

    @Override
    public void destroy() {
        own.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        if (!(handle instanceof EpollIoHandle epoll)) {
            return own.register(handle);
        }
        var guarded = new Guarded(epoll);
        return new Asking(own.register(guarded), guarded);
    }

    @Override
    public void wakeup() {
        own.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return own.isCompatible(type);
    }

    /** A socket that hears of nothing before it has asked for something. */
    @SuppressWarnings("try") // Netty's handle may throw anything when it is closed
    private static final class Guarded implements EpollIoHandle {
        private final EpollIoHandle own;
        private volatile boolean hasAsked;

        Guarded(EpollIoHandle own) {
            this.own = own;
        }

        @Override
        public FileDescriptor fd() {
            return own.fd();
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            if (hasAsked) {
                own.handle(registration, event);
            }
        }

        @Override
        public void registered() {
            own.registered();
        }

        @Override
        public void unregistered() {
            own.unregistered();
        }

        @Override
        public void close() throws Exception {
            own.close();
        }
    }

    /** A registration that notes that something was asked for. */
    private record Asking(IoRegistration own, Guarded guarded) implements IoRegistration {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's
        public <T> T attachment() {
            return own.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            guarded.hasAsked = true;
            return own.submit(ops);
        }

        @Override
        public boolean isValid() {
            return own.isValid();
        }

        @Override
        public boolean cancel() {
            return own.cancel();
        }
    }
}
