package dev.logway.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads X.509 certificates from PEM. */
public final class PemCertificates {
    private PemCertificates() {}

    /**
     * The certificates of {@code pem}, at least one, in their order.
     *
     * @throws IllegalArgumentException if there is none, or one cannot be read; the message says what was expected
     */
    public static List<X509Certificate> read(String pem) {
        var certificates = new ArrayList<X509Certificate>();
        for (Pem.Block block : Pem.blocks(pem)) {
            if (!block.label().equals("CERTIFICATE")) {
                throw new IllegalArgumentException("a PEM block of " + block.label() + " (expected: CERTIFICATE)");
            }
            certificates.add(read(block.der(), certificates.size() + 1));
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no PEM certificate (expected: -----BEGIN CERTIFICATE-----)");
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate read(byte[] der, int number) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate number " + number + " is no X.509 certificate", e);
        }
    }
}
