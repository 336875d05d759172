package dev.logway.secret;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.ResourceKey;

/** A process without keyset, which can neither take secrets nor read them. */
final class NoCipher implements SecretCipher {
    @Override
    public EncryptedSecret encrypt(Scope scope, ResourceKey owner, String secret) {
        throw missing();
    }

    @Override
    public String decrypt(Scope scope, ResourceKey owner, EncryptedSecret secret) {
        throw missing();
    }

    private static SecretException missing() {
        return new SecretException("this process has no keyset; set " + SecretSettings.KEYSET_FILE + " or "
                + SecretSettings.KEYSET_VARIABLE);
    }
}
