package dev.logway.api.json;

import dev.logway.domain.resource.Certificate;
import dev.logway.tls.PemCertificates;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a certificate that may be stored all the same. */
final class CertificateWarnings {
    private CertificateWarnings() {}

    /** In words, at the time {@code now}; empty if there is nothing to say. */
    static List<String> of(Certificate certificate, Instant now) {
        var warnings = new ArrayList<String>();
        List<X509Certificate> chain = PemCertificates.read(certificate.chain());
        for (int i = 0; i < chain.size(); i++) {
            String which = i == 0 ? "cert" : "cert: number " + (i + 1) + " of the chain";
            Instant from = chain.get(i).getNotBefore().toInstant();
            Instant to = chain.get(i).getNotAfter().toInstant();
            if (now.isAfter(to)) {
                warnings.add(which + ": expired at " + Times.text(to));
            } else if (now.isBefore(from)) {
                warnings.add(which + ": not valid before " + Times.text(from));
            }
        }
        return List.copyOf(warnings);
    }
}
