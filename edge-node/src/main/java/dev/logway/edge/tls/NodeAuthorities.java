package dev.logway.edge.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Who vouches for nodes. What is wrong with a node that is not believed is said in the words of an operator, with the
 * names that its certificate is for, which the JDK keeps to itself. Threadsafe.
 */
final class NodeAuthorities extends X509ExtendedTrustManager {
    /** Kinds of names in a certificate (RFC 5280, section 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;
    private static final int MOST_NAMES = 5;

    private final X509ExtendedTrustManager authorities;

    private NodeAuthorities(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    /** The system's. */
    static NodeAuthorities ofSystem() throws GeneralSecurityException {
        return of((KeyStore) null);
    }

    static NodeAuthorities of(List<X509Certificate> certificates) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry(String.valueOf(i), certificates.get(i));
        }
        return of(store);
    }

    private static NodeAuthorities of(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return new NodeAuthorities((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            authorities.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new UntrustedNodeException(reason(chain, authType, String.valueOf(engine.getPeerHost())), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        authorities.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("these authorities vouch for nodes");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }

    private String reason(X509Certificate[] chain, String authType, String expected) {
        X509Certificate node = chain[0];
        if (isTrusted(chain, authType)) {
            return "is for " + names(node) + ", expected " + expected;
        }
        Instant now = Instant.now();
        Instant until = node.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return "expired at " + until;
        }
        Instant from = node.getNotBefore().toInstant();
        if (now.isBefore(from)) {
            return "is not valid before " + from;
        }
        return "is not vouched for by a known authority; its issuer is " + node.getIssuerX500Principal();
    }

    /** Whether it is believed, were it for the right name. */
    private boolean isTrusted(X509Certificate[] chain, String authType) {
        try {
            authorities.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static String names(X509Certificate node) {
        try {
            Collection<List<?>> all = Objects.requireNonNullElse(node.getSubjectAlternativeNames(), List.of());
            List<String> names = all.stream()
                    .filter(name ->
                            name.getFirst().equals(DNS_NAME) || name.getFirst().equals(IP_ADDRESS))
                    .map(name -> String.valueOf(name.getLast()))
                    .toList();
            if (names.isEmpty()) {
                return "no host (" + node.getSubjectX500Principal() + ")";
            }
            String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(" and "));
            return names.size() > MOST_NAMES ? some + " and others" : some;
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }
}
