package dev.logway.edge.accept;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A transport of Vert.x whose listening channels ask {@link Gates} about each connection. Vert.x itself tells of a connection
 * only once its TLS handshake is done, so that without this, handshakes would be open to any number.
 */
public final class GatedTransport implements Transport {
    private final Transport transport;
    private final Implementation implementation;

    public GatedTransport(Transport transport) {
        this.transport = transport;
        this.implementation = new Implementation(transport.implementation());
    }

    @Override
    public String name() {
        return transport.name();
    }

    @Override
    public boolean available() {
        return transport.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return transport.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return implementation;
    }

    /** Everything is the transport's own but what is accepted, and what {@link GuardedEpoll} keeps out. */
    static final class Implementation implements io.vertx.core.spi.transport.Transport {
        private final io.vertx.core.spi.transport.Transport own;
        private final Gates gates = new Gates();

        Implementation(io.vertx.core.spi.transport.Transport own) {
            this.own = own;
        }

        Gates gates() {
            return gates;
        }

        @Override
        public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
            own.configure(config, domainSocket, bootstrap);
            bootstrap.handler(gates.new Keeper());
        }

        @Override
        public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
            own.configure(config, domainSocket, bootstrap);
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            own.configure(channel, options);
        }

        @Override
        public boolean supportsDomainSockets() {
            return own.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return own.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return own.isAvailable();
        }

        @Override
        public @Nullable Throwable unavailabilityCause() {
            return own.unavailabilityCause();
        }

        @Override
        public java.net.SocketAddress convert(SocketAddress address) {
            return own.convert(address);
        }

        @Override
        public SocketAddress convert(java.net.SocketAddress address) {
            return own.convert(address);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            IoHandlerFactory factory = own.ioHandlerFactory();
            return executor -> new GuardedEpoll(factory.newHandler(executor));
        }

        @Override
        @SuppressWarnings("deprecation") // so is the only way to say it
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return own.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
            return own.datagramChannelFactory();
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return own.channelFactory(domainSocket);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return own.serverChannelFactory(domainSocket);
        }
    }
}
