package dev.logway.wire;

import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.Certificate.ClientVerification;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.HostPattern;
import dev.logway.wire.avro.CertificateRecord;
import dev.logway.wire.avro.ClientVerificationRecord;
import dev.logway.wire.avro.DescriptorRecord;
import org.jspecify.annotations.Nullable;

/** Certificates between the domain and Avro. */
final class CertificateMapping {
    private CertificateMapping() {}

    static CertificateRecord toAvro(Certificate certificate, DescriptorRecord descriptor) {
        return new CertificateRecord(
                certificate.id(),
                descriptor,
                certificate.status() == Certificate.Status.ENABLED,
                certificate.snis().stream().map(HostPattern::text).toList(),
                certificate.chain(),
                certificate.privateKey().ciphertext(),
                certificate.client() == null ? null : toAvro(certificate.client()));
    }

    static Certificate toDomain(CertificateRecord certificate, Descriptor descriptor) {
        return new Certificate(
                certificate.getId(),
                descriptor,
                certificate.getEnabled() ? Certificate.Status.ENABLED : Certificate.Status.DISABLED,
                certificate.getSnis().stream().map(HostPattern::new).toList(),
                certificate.getChain(),
                new EncryptedSecret(certificate.getEncryptedKey()),
                toDomain(certificate.getClient()));
    }

    private static ClientVerificationRecord toAvro(ClientVerification client) {
        return new ClientVerificationRecord(client.ca(), client.depth());
    }

    private static @Nullable ClientVerification toDomain(@Nullable ClientVerificationRecord client) {
        return client == null ? null : new ClientVerification(client.getCa(), client.getDepth());
    }
}
