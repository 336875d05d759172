package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its private key: what an edge shows to clients that ask for one of its names.
 *
 * @param status a disabled certificate is kept and shown to nobody
 * @param snis at most {@value #MAX_SNIS}, each once: the server names (RFC 6066, section 3) it is shown for; empty if it is shown for none
 * @param chain PEM: the certificate, then those that vouch for it; 1 to {@value #MAX_PEM} characters
 * @param privateKey the private key, PEM, encrypted for the certificate's scope and key
 * @param client whose certificates clients must show; null if they need none
 */
public record Certificate(
        String id,
        Descriptor descriptor,
        Status status,
        List<HostPattern> snis,
        String chain,
        EncryptedSecret privateKey,
        @Nullable ClientVerification client)
        implements Resource {
    public static final int MAX_SNIS = 256;
    public static final int MAX_PEM = 65_536;

    /** Whether a certificate is in use ({@code status}: 1 or 0). */
    public enum Status {
        DISABLED,
        ENABLED
    }

    /**
     * Clients must show a certificate that one of these authorities vouches for.
     *
     * @param ca PEM: the authorities; 1 to {@value #MAX_PEM} characters
     * @param depth how many certificates may stand between a client's and an authority's; 0 to {@value #MAX_DEPTH}
     */
    public record ClientVerification(String ca, int depth) {
        public static final int MAX_DEPTH = 10;

        /** APISIX's default. */
        public static final int DEFAULT_DEPTH = 1;

        /** @throws IllegalArgumentException if a component is outside its documented range */
        public ClientVerification {
            requirePem("client.ca", ca);
            require(depth >= 0 && depth <= MAX_DEPTH, "client.depth", depth, "0..10");
        }
    }

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Certificate {
        key(id);
        snis = List.copyOf(snis);
        require(snis.size() <= MAX_SNIS, "snis", snis.size() + " names", "at most 256 names");
        require(Set.copyOf(snis).size() == snis.size(), "snis", snis, "each name once");
        requirePem("cert", chain);
    }

    /** The key of the certificate {@code id}. */
    public static ResourceKey key(String id) {
        return new ResourceKey(ResourceKind.CERTIFICATES, id);
    }

    @Override
    public ResourceKey key() {
        return key(id);
    }

    @Override
    public List<ResourceKey> references() {
        return List.of();
    }

    private static void requirePem(String name, String pem) {
        require(!pem.isEmpty() && pem.length() <= MAX_PEM, name, pem.length() + " characters", "1 to 65536 characters");
    }
}
