package dev.logway.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;

/** Whether a private key is a certificate's own. */
public final class KeyMatch {
    /** Below this RSA keys are not safe to use (NIST SP 800-57), and newer clients refuse them. */
    public static final int MIN_RSA_BITS = 2_048;

    private static final byte[] MESSAGE = {1, 2, 3};

    private KeyMatch() {}

    /** Whether {@code publicKey} verifies what {@code privateKey} signs. */
    public static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        String algorithm = switch (privateKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> privateKey.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(MESSAGE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(MESSAGE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether {@code key} is an RSA key of fewer than {@value #MIN_RSA_BITS} bits. */
    public static boolean isWeak(PublicKey key) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS;
    }
}
