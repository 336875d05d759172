package dev.logway.secret;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.ResourceKey;

/** Encrypts secrets before they enter the log, and decrypts them where they are used. Threadsafe. */
public interface SecretCipher {

    /** What a process without keyset has. */
    SecretCipher NONE = new NoCipher();

    /**
     * Encrypts {@code secret} so that it can be read as a secret of {@code owner} alone. The same secret of the same
     * owner gives the same result, until the keyset has another primary key.
     *
     * @throws SecretException if there is no keyset
     */
    EncryptedSecret encrypt(Scope scope, ResourceKey owner, String secret);

    /**
     * The secret that was encrypted for {@code owner}, under any key of the keyset.
     *
     * @throws SecretException if there is no keyset, none of its keys fits, or the secret is another owner's
     */
    String decrypt(Scope scope, ResourceKey owner, EncryptedSecret secret);
}
