package dev.logway.edge.tls;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.Certificate.ClientVerification;
import dev.logway.secret.SecretCipher;
import dev.logway.secret.SecretException;
import dev.logway.tls.PemCertificates;
import dev.logway.tls.PemPrivateKey;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * A certificate ready for handshakes. TLS 1.2 and 1.3, forward secrecy and authenticated encryption only. Sessions are
 * resumed with the certificate they began with, so that no client gets around another name's verification.
 *
 * @param certificate what it was made from
 * @param key its private key
 * @param chain the certificate itself, then those that vouch for it
 * @param context for handshakes with clients
 */
record ServerCertificate(Certificate certificate, PrivateKey key, List<X509Certificate> chain, SslContext context) {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Mozilla's intermediate list, as far as a JDK has it. */
    static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /**
     * Decrypts the key and makes what handshakes need.
     *
     * @param applicationProtocols in the order of preference (ALPN)
     * @throws IllegalArgumentException if certificate or key cannot be read or used
     * @throws SecretException if the key cannot be decrypted
     */
    static ServerCertificate open(
            Scope scope, Certificate certificate, SecretCipher cipher, List<String> applicationProtocols) {
        PrivateKey key = PemPrivateKey.read(cipher.decrypt(scope, certificate.key(), certificate.privateKey()));
        List<X509Certificate> chain = PemCertificates.read(certificate.chain());
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.FATAL_ALERT,
                            SelectedListenerFailureBehavior.ACCEPT,
                            applicationProtocols));
            ClientVerification client = certificate.client();
            if (client != null) {
                builder.clientAuth(ClientAuth.REQUIRE).trustManager(ClientAuthorities.of(client));
            }
            return new ServerCertificate(certificate, key, chain, builder.build());
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return certificate.key().path();
    }
}
