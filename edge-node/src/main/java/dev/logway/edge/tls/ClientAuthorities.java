package dev.logway.edge.tls;

import dev.logway.domain.resource.Certificate.ClientVerification;
import dev.logway.tls.PemCertificates;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whose client certificates are taken. The JDK's own check knows no depth for a chain that it need not build, so the
 * path is built once more with one (RFC 5280, section 6.1). Revocation is not looked at. Threadsafe.
 */
final class ClientAuthorities extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authorities;
    private final Set<TrustAnchor> anchors;
    private final int depth;

    private ClientAuthorities(X509ExtendedTrustManager authorities, Set<TrustAnchor> anchors, int depth) {
        this.authorities = authorities;
        this.anchors = anchors;
        this.depth = depth;
    }

    /**
     * Those that {@code client} names.
     *
     * @throws IllegalArgumentException if they cannot be read
     */
    static ClientAuthorities of(ClientVerification client) throws GeneralSecurityException {
        var anchors = new HashSet<TrustAnchor>();
        PemCertificates.read(client.ca()).forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
        var parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return new ClientAuthorities((X509ExtendedTrustManager) factory.getTrustManagers()[0], anchors, client.depth());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        authorities.checkClientTrusted(chain, authType, engine);
        checkDepth(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        authorities.checkClientTrusted(chain, authType, socket);
        checkDepth(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkClientTrusted(chain, authType);
        checkDepth(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("these authorities vouch for clients");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }

    private void checkDepth(X509Certificate[] chain) throws CertificateException {
        var wanted = new X509CertSelector();
        wanted.setCertificate(chain[0]);
        try {
            var parameters = new PKIXBuilderParameters(anchors, wanted);
            parameters.setRevocationEnabled(false);
            parameters.setMaxPathLength(depth);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("no path of depth " + depth + " to an authority", e);
        }
    }
}
