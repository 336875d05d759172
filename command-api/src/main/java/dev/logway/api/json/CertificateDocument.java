package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.Certificate.ClientVerification;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.secret.SecretCipher;
import dev.logway.secret.SecretException;
import dev.logway.tls.KeyMatch;
import dev.logway.tls.PemCertificates;
import dev.logway.tls.PemPrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Certificates as documents. The private key goes in and never comes out. Threadsafe. */
final class CertificateDocument {
    /** Stands for the private key in answers; in a request it keeps the key that is there. */
    static final String KEPT = "***";

    private static final String KEY = "key";

    private final SecretCipher cipher;

    CertificateDocument(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** The certificate; null if the document is at fault. */
    @Nullable
    Certificate read(String id, Basis basis, Fields fields) {
        Descriptor descriptor = DescriptorFields.read(fields);
        List<HostPattern> snis = fields.readAll("snis", sni -> new HostPattern(sni.asText()));
        X509Certificate certificate = fields.read("cert", CertificateDocument::checkedCertificate);
        EncryptedSecret key = fields.read(KEY, text -> key(Certificate.key(id), basis, text.textValue(), certificate));
        ClientVerification client = client(fields);
        int status = Objects.requireNonNullElse(fields.read("status", JsonNode::intValue), 1);
        return fields.build(() -> new Certificate(
                id,
                descriptor,
                status == 0 ? Certificate.Status.DISABLED : Certificate.Status.ENABLED,
                snis,
                Objects.requireNonNull(fields.text("cert")),
                Objects.requireNonNull(key),
                client));
    }

    static void write(Certificate certificate, ObjectNode document) {
        DescriptorFields.write(certificate.descriptor(), document);
        if (!certificate.snis().isEmpty()) {
            ArrayNode snis = document.putArray("snis");
            certificate.snis().forEach(sni -> snis.add(sni.text()));
        }
        document.put("cert", certificate.chain());
        document.put(KEY, KEPT);
        ClientVerification client = certificate.client();
        if (client != null) {
            document.putObject("client").put("ca", client.ca()).put("depth", client.depth());
        }
        document.put("status", certificate.status() == Certificate.Status.ENABLED ? 1 : 0);
    }

    private static X509Certificate checkedCertificate(JsonNode cert) {
        X509Certificate certificate = PemCertificates.read(cert.textValue()).getFirst();
        if (KeyMatch.isWeak(certificate.getPublicKey())) {
            throw new IllegalArgumentException(
                    "cert: an RSA key too short to be safe (expected: at least " + KeyMatch.MIN_RSA_BITS + " bits)");
        }
        return certificate;
    }

    /** The private key, encrypted; {@code certificate} is null if it is at fault itself, and then not compared. */
    private EncryptedSecret key(ResourceKey owner, Basis basis, String text, @Nullable X509Certificate certificate) {
        try {
            EncryptedSecret kept = text.equals(KEPT) ? kept(owner, basis) : null;
            String pem = kept == null ? text : cipher.decrypt(basis.scope(), owner, kept);
            var privateKey = PemPrivateKey.read(pem);
            if (certificate != null && !KeyMatch.matches(privateKey, certificate.getPublicKey())) {
                throw new IllegalArgumentException("key: not the private key of the certificate in cert");
            }
            return kept == null ? cipher.encrypt(basis.scope(), owner, pem) : kept;
        } catch (SecretException e) {
            throw new IllegalArgumentException("key: " + e.getMessage(), e);
        }
    }

    private static EncryptedSecret kept(ResourceKey owner, Basis basis) {
        return basis.kept(owner)
                .map(certificate -> ((Certificate) certificate).privateKey())
                .orElseThrow(() -> new IllegalArgumentException(
                        "key: *** keeps the key that is there, and there is none (expected: a private key in PEM)"));
    }

    private static @Nullable ClientVerification client(Fields parent) {
        Fields fields = parent.open("client");
        if (fields == null) {
            return null;
        }
        String ca = fields.read("ca", CertificateDocument::checkedAuthorities);
        Integer depth = fields.read("depth", JsonNode::intValue);
        return ca == null
                ? null
                : parent.part(() -> new ClientVerification(
                        ca, Objects.requireNonNullElse(depth, ClientVerification.DEFAULT_DEPTH)));
    }

    private static String checkedAuthorities(JsonNode ca) {
        PemCertificates.read(ca.textValue());
        return ca.textValue();
    }
}
