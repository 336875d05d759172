package dev.logway.edge.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * What Vert.x keeps for one server name. It holds no certificate: every handshake takes the one that is served then, so
 * that whatever Vert.x keeps is never out of date, and a change of certificates touches no connection.
 */
final class NamedContext extends SslContext {
    private final @Nullable String serverName;
    private final Supplier<ServedCertificates> certificates;
    private final SslContext refusing;

    /**
     * @param serverName null for clients that name none
     * @param refusing for names that no certificate is for
     */
    NamedContext(@Nullable String serverName, Supplier<ServedCertificates> certificates, SslContext refusing) {
        this.serverName = serverName;
        this.certificates = certificates;
        this.refusing = refusing;
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return now().newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return now().newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return now().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation")
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return now().applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return now().sessionContext();
    }

    private SslContext now() {
        SslContext context = certificates.get().context(serverName);
        return context == null ? refusing : context;
    }
}
