package dev.logway.edge.tls;

import dev.logway.domain.resource.UpstreamTls;
import dev.logway.domain.resource.UpstreamTls.Verify;
import dev.logway.tls.PemCertificates;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are spoken to over TLS 1.2 and 1.3.
 *
 * @param applicationProtocol the only one that is offered (ALPN)
 * @param identity what nodes are shown if they ask for a certificate, or null
 */
record NodeContext(
        UpstreamTls settings,
        String applicationProtocol,
        @Nullable ServerCertificate identity) {

    /** What connections are made with. It reads authorities, and may take its time. */
    SslContext open() throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(ServerCertificate.PROTOCOLS)
                .ciphers(ServerCertificate.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .endpointIdentificationAlgorithm(settings.verify() == Verify.ON ? "HTTPS" : "")
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        applicationProtocol));
        if (settings.verify() == Verify.OFF) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else {
            builder.trustManager(authorities());
        }
        if (identity != null) {
            builder.keyManager(identity.key(), identity.chain());
        }
        return new Named(builder.build());
    }

    private NodeAuthorities authorities() throws SSLException {
        try {
            return settings.ca() == null
                    ? NodeAuthorities.ofSystem()
                    : NodeAuthorities.of(PemCertificates.read(settings.ca()));
        } catch (GeneralSecurityException e) {
            throw new SSLException("authorities cannot be read: " + e.getMessage(), e);
        }
    }

    /** Asks for the server name even where the JDK would not: for one of a single label. */
    private static final class Named extends DelegatingSslContext {
        /** What SNI can ask for: no addresses, no underscores (RFC 6066, section 3). */
        private static final Pattern HOST_NAME =
                Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*");

        Named(SslContext context) {
            super(context);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            String name = engine.getPeerHost();
            if (name == null || !HOST_NAME.matcher(name).matches() || NetUtil.isValidIpV4Address(name)) {
                return;
            }
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            engine.setSSLParameters(parameters);
        }
    }
}
