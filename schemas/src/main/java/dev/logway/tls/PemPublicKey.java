package dev.logway.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Reads public keys from PEM (X.509 SubjectPublicKeyInfo, RFC 7468 section 13). */
public final class PemPublicKey {
    private PemPublicKey() {}

    /**
     * The one public key of {@code pem}.
     *
     * @param algorithm as in {@link KeyFactory}
     * @throws IllegalArgumentException if there is none, or it is of another algorithm
     */
    public static PublicKey read(String pem, String algorithm) {
        List<Pem.Block> blocks = Pem.blocks(pem);
        if (blocks.size() != 1 || !blocks.getFirst().label().equals("PUBLIC KEY")) {
            throw new IllegalArgumentException("no PEM public key (expected: -----BEGIN PUBLIC KEY-----)");
        }
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePublic(new X509EncodedKeySpec(blocks.getFirst().der()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the public key is no " + algorithm + " key", e);
        }
    }
}
