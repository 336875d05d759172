package dev.logway.api.merge;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.secret.SecretCipher;
import org.jspecify.annotations.Nullable;

/**
 * Resources of one group as another has them: secrets are encrypted anew, because each is bound to its group, and the
 * group's own document has the other's name and not its rules for changes, which are about who changes what is live.
 * Threadsafe.
 */
public record Transplant(SecretCipher cipher, Scope source, Scope target) {

    /**
     * The step as the other group has it.
     *
     * @throws dev.logway.secret.SecretException if a secret cannot be encrypted anew
     */
    public Step of(Step step) {
        Resource from = orNull(step.from());
        Resource to = orNull(step.to());
        return new Step(to == null ? step.key() : to.key(), from, to);
    }

    /**
     * The resource as the other group has it.
     *
     * @throws dev.logway.secret.SecretException if a secret cannot be encrypted anew
     */
    public Resource of(Resource resource) {
        return switch (resource) {
            case Group group ->
                new Group(target.name(), group.descriptor(), group.region(), ChangeRules.NONE, group.sampling());
            case Certificate certificate ->
                new Certificate(
                        certificate.id(),
                        certificate.descriptor(),
                        certificate.status(),
                        certificate.snis(),
                        certificate.chain(),
                        key(certificate),
                        certificate.client());
            case Upstream _, Service _, Route _, PendingChange _ -> resource;
        };
    }

    private EncryptedSecret key(Certificate certificate) {
        String key = cipher.decrypt(source, certificate.key(), certificate.privateKey());
        return cipher.encrypt(target, certificate.key(), key);
    }

    private @Nullable Resource orNull(@Nullable Resource resource) {
        return resource == null ? null : of(resource);
    }
}
