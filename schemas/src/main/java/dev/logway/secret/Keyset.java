package dev.logway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import dev.logway.domain.Scope;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.ResourceKey;
import java.security.GeneralSecurityException;
import java.util.Base64;

/*
 * Why the encryption is deterministic (AES-SIV, RFC 5297) and not randomised: what is written to the log must be the
 * same when the same is asked for again. A repeated Idempotency-Key is recognised by the bytes of its command, and a put
 * of what is there already changes nothing. What it gives away is whether one resource's secret is the one it had
 * before, which the resource's history says anyway: the owner is part of what is authenticated, so equal secrets of two
 * owners look different.
 */
/** The keys that protect secrets: a Tink keyset. Its primary key encrypts; each of its keys decrypts. */
public final class Keyset implements SecretCipher {
    private final DeterministicAead aead;

    private Keyset(DeterministicAead aead) {
        this.aead = aead;
    }

    /**
     * Reads a keyset of AES-SIV keys in Tink's JSON format, in the clear.
     *
     * @throws SecretException if {@code json} is none
     */
    public static Keyset parse(String json) {
        try {
            DeterministicAeadConfig.register();
            KeysetHandle keyset = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
            return new Keyset(keyset.getPrimitive(RegistryConfiguration.get(), DeterministicAead.class));
        } catch (GeneralSecurityException e) {
            throw new SecretException("not a Tink keyset of AES-SIV keys in JSON", e);
        }
    }

    /** A new keyset of one AES256-SIV key, in Tink's JSON format, in the clear. */
    public static String generate() {
        try {
            DeterministicAeadConfig.register();
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedDeterministicAeadParameters.AES256_SIV);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has AES256-SIV", e);
        }
    }

    /**
     * {@code json} with a new key, which is its primary from then on; the others still decrypt.
     *
     * @throws SecretException if {@code json} is no keyset
     */
    public static String rotate(String json) {
        try {
            DeterministicAeadConfig.register();
            KeysetHandle old = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
            KeysetHandle rotated = KeysetHandle.newBuilder(old)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedDeterministicAeadParameters.AES256_SIV)
                            .withRandomId()
                            .makePrimary())
                    .build();
            return TinkJsonProtoKeysetFormat.serializeKeyset(rotated, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new SecretException("not a Tink keyset of AES-SIV keys in JSON", e);
        }
    }

    @Override
    public EncryptedSecret encrypt(Scope scope, ResourceKey owner, String secret) {
        try {
            byte[] ciphertext = aead.encryptDeterministically(secret.getBytes(UTF_8), name(scope, owner));
            return new EncryptedSecret(Base64.getEncoder().encodeToString(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new SecretException("the secret of " + owner + " cannot be encrypted", e);
        }
    }

    @Override
    public String decrypt(Scope scope, ResourceKey owner, EncryptedSecret secret) {
        try {
            byte[] ciphertext = Base64.getDecoder().decode(secret.ciphertext());
            return new String(aead.decryptDeterministically(ciphertext, name(scope, owner)), UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SecretException("no key of the keyset decrypts the secret of " + owner, e);
        }
    }

    private static byte[] name(Scope scope, ResourceKey owner) {
        return (scope.path() + "/" + owner.path()).getBytes(UTF_8);
    }
}
