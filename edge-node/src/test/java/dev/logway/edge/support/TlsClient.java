package dev.logway.edge.support;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes TLS connections as a test wants them, and trusts whatever it is shown. */
public final class TlsClient {
    private final SSLContext context;
    private @Nullable String serverName;
    private String[] applicationProtocols = {};

    /** A client with no certificate. */
    public TlsClient() throws GeneralSecurityException {
        this(new KeyManager[0]);
    }

    /** A client that shows the certificate of {@code bundle}, and the chain that goes with it. */
    public TlsClient(X509Bundle bundle) throws Exception {
        this(managers(bundle));
    }

    private TlsClient(KeyManager[] managers) throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(managers, new TrustManager[] {new TrustEverybody()}, null);
    }

    /** The server name to ask for; none by default. */
    public TlsClient name(String name) {
        serverName = name;
        return this;
    }

    /** The protocols to offer (ALPN); none by default. */
    public TlsClient protocols(String... protocols) {
        applicationProtocols = protocols.clone();
        return this;
    }

    /** A connection whose handshake is done. */
    public SSLSocket connect(int port) throws IOException {
        var plain = new Socket(InetAddress.getLoopbackAddress(), port);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, port, true);
        socket.setSoTimeout(20_000);
        SSLParameters parameters = socket.getSSLParameters();
        if (serverName != null) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        parameters.setApplicationProtocols(applicationProtocols);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    /** The certificate that a server shows. */
    public X509Certificate certificate(int port) throws IOException {
        try (SSLSocket socket = connect(port)) {
            return certificate(socket);
        }
    }

    public static X509Certificate certificate(SSLSocket socket) throws IOException {
        Certificate[] chain = socket.getSession().getPeerCertificates();
        return (X509Certificate) chain[0];
    }

    private static KeyManager[] managers(X509Bundle bundle) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = {};
        store.setKeyEntry("client", bundle.getKeyPair().getPrivate(), password, bundle.getCertificatePath());
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
