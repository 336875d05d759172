package dev.logway.edge.support;

import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes sockets that take TLS connections as a test wants them. */
public final class TlsServer {
    private TlsServer() {}

    /**
     * Listens.
     *
     * @param shown the certificate of the server
     * @param clients who vouches for clients, which then must show a certificate; null if they need none
     * @param protocols that are agreed to (ALPN)
     */
    public static SSLServerSocket listen(X509Bundle shown, @Nullable X509Bundle clients, String... protocols)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager[] trusted =
                clients == null ? null : clients.toTrustManagerFactory().getTrustManagers();
        context.init(shown.toKeyManagerFactory().getKeyManagers(), trusted, null);
        var socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 128, InetAddress.getLoopbackAddress());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        parameters.setNeedClientAuth(clients != null);
        socket.setSSLParameters(parameters);
        return socket;
    }
}
