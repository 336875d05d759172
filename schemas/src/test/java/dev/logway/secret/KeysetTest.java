package dev.logway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.ResourceKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeysetTest {
    private static final Scope SCOPE = Scope.group("default");
    private static final ResourceKey OWNER = Certificate.key("c1");
    private static final String SECRET = "-----BEGIN PRIVATE KEY----- größe";

    private final String json = Keyset.generate();
    private final Keyset keyset = Keyset.parse(json);

    @Test
    void aSecretComesBack() {
        assertEquals(SECRET, keyset.decrypt(SCOPE, OWNER, keyset.encrypt(SCOPE, OWNER, SECRET)));
    }

    @Test
    void theSameSecretOfTheSameOwnerIsTheSame() {
        assertEquals(keyset.encrypt(SCOPE, OWNER, SECRET), Keyset.parse(json).encrypt(SCOPE, OWNER, SECRET));
    }

    @Test
    void anotherOwnersSecretIsNotRead() {
        EncryptedSecret secret = keyset.encrypt(SCOPE, OWNER, SECRET);

        assertThrows(SecretException.class, () -> keyset.decrypt(SCOPE, Certificate.key("c2"), secret));
        assertThrows(SecretException.class, () -> keyset.decrypt(Scope.group("other"), OWNER, secret));
        assertNotEquals(secret, keyset.encrypt(SCOPE, Certificate.key("c2"), SECRET));
    }

    @Test
    void aChangedCiphertextIsNotRead() {
        byte[] bytes =
                Base64.getDecoder().decode(keyset.encrypt(SCOPE, OWNER, SECRET).ciphertext());
        bytes[bytes.length - 1] ^= 1;
        var changed = new EncryptedSecret(Base64.getEncoder().encodeToString(bytes));

        assertThrows(SecretException.class, () -> keyset.decrypt(SCOPE, OWNER, changed));
    }

    @Test
    void aRotatedKeysetReadsOldSecretsAndWritesNewOnes() {
        EncryptedSecret old = keyset.encrypt(SCOPE, OWNER, SECRET);
        Keyset rotated = Keyset.parse(Keyset.rotate(json));
        EncryptedSecret fresh = rotated.encrypt(SCOPE, OWNER, SECRET);

        assertEquals(SECRET, rotated.decrypt(SCOPE, OWNER, old));
        assertNotEquals(old, fresh);
        assertThrows(SecretException.class, () -> keyset.decrypt(SCOPE, OWNER, fresh));
    }

    @Test
    void aSecretIsShownNowhere() {
        EncryptedSecret secret = keyset.encrypt(SCOPE, OWNER, SECRET);

        assertEquals("***", secret.toString());
        assertFalse(new String(Base64.getDecoder().decode(secret.ciphertext()), UTF_8).contains("PRIVATE"));
    }

    @Test
    void whatIsNoKeysetIsRefused() {
        assertThrows(SecretException.class, () -> Keyset.parse("{}"));
        assertThrows(SecretException.class, () -> Keyset.parse("no json"));
        assertThrows(SecretException.class, () -> Keyset.rotate("{}"));
    }

    @Test
    void withoutKeysetTheSettingsAreNamed() {
        var failure = assertThrows(SecretException.class, () -> SecretCipher.NONE.encrypt(SCOPE, OWNER, SECRET));
        assertTrue(String.valueOf(failure.getMessage()).contains("secrets.keyset.file"));
    }
}
