package dev.logway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.tls.PemPrivateKey;
import dev.logway.tls.PemPublicKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;

/** Signing checkpoints, and checking that they were signed: Ed25519 (RFC 8032). */
public final class CheckpointSignature {
    private static final String ALGORITHM = "Ed25519";

    private CheckpointSignature() {}

    /**
     * The private key in {@code pem}.
     *
     * @throws IllegalArgumentException if it is no Ed25519 key
     */
    public static PrivateKey privateKey(String pem) {
        PrivateKey key = PemPrivateKey.read(pem);
        try {
            Signature.getInstance(ALGORITHM).initSign(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private key is no Ed25519 key", e);
        }
    }

    /**
     * The public key in {@code pem}.
     *
     * @throws IllegalArgumentException if it is no Ed25519 key
     */
    public static PublicKey publicKey(String pem) {
        return PemPublicKey.read(pem, ALGORITHM);
    }

    /** {@code checkpoint} with the signature of {@code key}. */
    public static Checkpoint sign(Checkpoint checkpoint, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(checkpoint.signedText().getBytes(UTF_8));
            return checkpoint.signed(HexFormat.of().formatHex(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key that signed before does not sign", e);
        }
    }

    /** Whether {@code checkpoint} carries a signature by the owner of {@code key}. */
    public static boolean isSigned(Checkpoint checkpoint, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(checkpoint.signedText().getBytes(UTF_8));
            return signature.verify(HexFormat.of().parseHex(checkpoint.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
