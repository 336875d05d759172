package dev.logway.edge.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/*
 * How Vert.x comes to the certificates that are served now.
 *
 * Vert.x asks for a key manager per server name, makes a context of it with the engine's factory, and keeps the context
 * for as long as the name is among the last it saw. Its key managers cannot be exchanged without making the server's
 * options anew, and it has one rule for client certificates per server. So what travels through it is only the name:
 * the key manager holds nothing else, and the context made of it asks the served certificates at every handshake.
 */
/** The TLS side of a listener, for Vert.x. */
public final class ServerTls extends SSLEngineOptions {
    /** What is offered to clients (ALPN), the preferred one first. */
    public static final List<String> APPLICATION_PROTOCOLS = List.of("h2", "http/1.1");

    private final Supplier<ServedCertificates> certificates;
    private final SslContext refusing = refusing();

    /** @param certificates that are served now; asked at every handshake */
    public ServerTls(Supplier<ServedCertificates> certificates) {
        this.certificates = certificates;
    }

    /** What Vert.x is told besides this. */
    public static ServerSSLOptions options(Duration handshake, List<String> applicationProtocols) {
        return new ServerSSLOptions()
                .setSni(true)
                .setUseAlpn(true)
                .setApplicationLayerProtocols(applicationProtocols)
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(ServerCertificate.PROTOCOLS))
                .setSslHandshakeTimeout(handshake.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(new Names());
    }

    @Override
    public SSLEngineOptions copy() {
        return new ServerTls(certificates);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Factory();
    }

    private final class Factory implements SslContextFactory {
        private @Nullable String serverName;

        @Override
        public SslContextFactory keyMananagerFactory(KeyManagerFactory factory) {
            serverName = factory instanceof NameOnly name ? name.serverName : null;
            return this;
        }

        @Override
        public SslContext create() {
            return new NamedContext(serverName, certificates, refusing);
        }
    }

    /** Vert.x's key managers, of which there are none: only names. */
    private static final class Names implements KeyCertOptions {
        @Override
        public KeyCertOptions copy() {
            return this;
        }

        @Override
        public KeyManagerFactory getKeyManagerFactory(Vertx vertx) {
            return new NameOnly(null);
        }

        @Override
        public Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
            return NameOnly::new;
        }
    }

    /** A key manager factory that carries a server name through Vert.x. */
    private static final class NameOnly extends KeyManagerFactory {
        private final @Nullable String serverName;

        NameOnly(@Nullable String serverName) {
            super(new NoKeys(), null, "none");
            this.serverName = serverName;
        }
    }

    /** Has no certificate, so that every handshake ends with the alert handshake_failure. */
    private static SslContext refusing() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], null, null);
            return new JdkSslContext(
                    context,
                    false,
                    ServerCertificate.CIPHERS,
                    SupportedCipherSuiteFilter.INSTANCE,
                    ApplicationProtocolConfig.DISABLED,
                    ClientAuth.NONE,
                    ServerCertificate.PROTOCOLS.toArray(String[]::new),
                    false);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
