package dev.logway.edge.tls;

import io.netty.handler.ssl.SslContext;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/*
 * As in ServerTls, what travels through Vert.x is only a carrier: the key manager factory holds the context that
 * connections are made with. Vert.x keeps contexts by the identity of the options, so one lasts, with its sessions, for as long as
 * it is used; and it asks for the key manager factory on a worker thread, where a context may take its time to be made.
 */
/** The TLS side of connections to nodes, for Vert.x. */
public final class ClientTls extends SSLEngineOptions {

    /** What Vert.x is told besides this, for connections that {@code context} is for. */
    static ClientSSLOptions options(NodeContext context) {
        return new ClientSSLOptions()
                .setHostnameVerificationAlgorithm("")
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of(context.applicationProtocol()))
                .setKeyCertOptions(new Contexts(context));
    }

    @Override
    public SSLEngineOptions copy() {
        return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Factory();
    }

    private static final class Factory implements SslContextFactory {
        private @Nullable SslContext context;

        @Override
        public SslContextFactory keyMananagerFactory(KeyManagerFactory factory) {
            context = factory instanceof ContextOnly only ? only.context : null;
            return this;
        }

        @Override
        public SslContext create() throws SSLException {
            if (context == null) {
                throw new SSLException("a connection over TLS without settings for it");
            }
            return context;
        }
    }

    /** Vert.x's key managers, of which there are none: only a context. */
    private static final class Contexts implements KeyCertOptions {
        private final NodeContext context;

        Contexts(NodeContext context) {
            this.context = context;
        }

        @Override
        public KeyCertOptions copy() {
            return this;
        }

        @Override
        public KeyManagerFactory getKeyManagerFactory(Vertx vertx) throws Exception {
            return new ContextOnly(context.open());
        }

        @Override
        public @Nullable Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
            return null;
        }
    }

    /** A key manager factory that carries a context through Vert.x. */
    private static final class ContextOnly extends KeyManagerFactory {
        private final SslContext context;

        ContextOnly(SslContext context) {
            super(new NoKeys(), null, "none");
            this.context = context;
        }
    }
}
