package dev.logway.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** Reads private keys from PEM: PKCS #8, and the older forms of RSA (PKCS #1) and EC (SEC 1) keys; none encrypted. */
public final class PemPrivateKey {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemPrivateKey() {}

    /**
     * The one private key of {@code pem}.
     *
     * @throws IllegalArgumentException if there is none, or it cannot be read; the message holds nothing of the key
     */
    public static PrivateKey read(String pem) {
        byte[] pkcs8 = null;
        for (Pem.Block block : Pem.blocks(pem)) {
            byte[] read = switch (block.label()) {
                case "PRIVATE KEY" -> block.der();
                case "RSA PRIVATE KEY" -> Der.pkcs8OfRsa(block.der());
                case "EC PRIVATE KEY" -> Der.pkcs8OfEc(block.der());
                case "EC PARAMETERS" -> null;
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IllegalArgumentException("the key is encrypted with a passphrase; decrypt it first");
                default ->
                    throw new IllegalArgumentException("a PEM block of " + block.label() + " (expected: PRIVATE KEY)");
            };
            if (read != null && pkcs8 != null) {
                throw new IllegalArgumentException("more than one private key");
            }
            pkcs8 = read == null ? pkcs8 : read;
        }
        if (pkcs8 == null) {
            throw new IllegalArgumentException("no PEM private key (expected: -----BEGIN PRIVATE KEY-----)");
        }
        return parse(pkcs8);
    }

    private static PrivateKey parse(byte[] pkcs8) {
        var refused = new IllegalArgumentException("the private key is no RSA, EC or EdDSA key");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }
}
