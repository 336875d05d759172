package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are spoken to over TLS ({@code tls}).
 *
 * @param ca PEM: the authorities that vouch for nodes, 1 to {@value Certificate#MAX_PEM} characters; null for the
 *     system's
 * @param clientCertId the certificate that nodes are shown if they ask for one, or null
 * @param serverName asked for (SNI) and verified, 1 to {@value Node#MAX_HOST} characters; null for the one of
 *     {@link HostHeader.Rewrite}, else the node's host
 */
public record UpstreamTls(
        Verify verify,
        @Nullable String ca,
        @Nullable String clientCertId,
        @Nullable String serverName) {

    /** Whether a node must prove its name. */
    public enum Verify {
        ON,
        OFF
    }

    /** Verified by the system's authorities. APISIX does not verify by default. */
    public static final UpstreamTls DEFAULT = new UpstreamTls(Verify.ON, null, null, null);

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public UpstreamTls {
        require(
                ca == null || (!ca.isEmpty() && ca.length() <= Certificate.MAX_PEM),
                "tls.ca",
                (ca == null ? 0 : ca.length()) + " characters",
                "1 to 65536 characters");
        if (clientCertId != null) {
            Certificate.key(clientCertId);
        }
        require(
                serverName == null || Node.isHost(serverName),
                "tls.server_name",
                String.valueOf(serverName),
                "a host name or an IP address without brackets");
    }

    /** The client certificate, if there is one. */
    List<ResourceKey> references() {
        return clientCertId == null ? List.of() : List.of(Certificate.key(clientCertId));
    }
}
