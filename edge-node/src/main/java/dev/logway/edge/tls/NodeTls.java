package dev.logway.edge.tls;

import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.UpstreamTls;
import io.vertx.core.net.ClientSSLOptions;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the nodes of one upstream. The client certificate is the one that is served when a connection is made. As long as
 * it stays the same, sessions are resumed. Threadsafe.
 */
public final class NodeTls {
    private final UpstreamTls settings;
    private final String applicationProtocol;
    private final Supplier<ServedCertificates> certificates;

    private volatile @Nullable Made made;

    /** Options, and the certificate that they were made with. */
    private record Made(@Nullable ServerCertificate identity, ClientSSLOptions options) {}

    /**
     * @param applicationProtocol the only one that is offered (ALPN)
     * @param certificates that are served now; asked for every connection
     */
    public NodeTls(UpstreamTls settings, String applicationProtocol, Supplier<ServedCertificates> certificates) {
        this.settings = settings;
        this.applicationProtocol = applicationProtocol;
        this.certificates = certificates;
    }

    /**
     * What the next connection is made with; for a client with {@link ClientTls}.
     *
     * @throws IllegalStateException if the client certificate is disabled or cannot be used
     */
    public ClientSSLOptions options() {
        ServerCertificate identity = identity();
        Made last = made;
        if (last != null && Objects.equals(last.identity, identity)) {
            return last.options;
        }
        ClientSSLOptions options = ClientTls.options(new NodeContext(settings, applicationProtocol, identity));
        made = new Made(identity, options);
        return options;
    }

    private @Nullable ServerCertificate identity() {
        if (settings.clientCertId() == null) {
            return null;
        }
        ServerCertificate identity = certificates.get().get(Certificate.key(settings.clientCertId()));
        if (identity == null) {
            throw new IllegalStateException(
                    "tls.client_cert_id: " + settings.clientCertId() + " is disabled or cannot be used");
        }
        return identity;
    }
}
