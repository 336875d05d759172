package dev.logway.testkit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;

/** Certificates for tests, made on the spot. */
public final class Certificates {
    private Certificates() {}

    /** A certificate authority of its own. */
    public static X509Bundle authority(String name) throws Exception {
        return builder(Algorithm.ecp256)
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    /** A certificate for {@code names}, by {@code issuer}; valid from yesterday on, for {@code validity}. */
    public static X509Bundle issued(X509Bundle issuer, Duration validity, String... names) throws Exception {
        CertificateBuilder builder = builder(Algorithm.ecp256).subject("CN=" + names[0]);
        for (String name : names) {
            builder.addSanDnsName(name);
        }
        return builder.notAfter(Instant.now().minus(Duration.ofDays(1)).plus(validity))
                .buildIssuedBy(issuer);
    }

    /** A certificate for {@code names} that vouches for itself. */
    public static X509Bundle selfSigned(Algorithm algorithm, String... names) throws Exception {
        CertificateBuilder builder = builder(algorithm).subject("CN=" + names[0]);
        for (String name : names) {
            builder.addSanDnsName(name);
        }
        return builder.setIsCertificateAuthority(true).buildSelfSigned();
    }

    private static CertificateBuilder builder(Algorithm algorithm) {
        return new CertificateBuilder()
                .algorithm(algorithm)
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(30)));
    }
}
