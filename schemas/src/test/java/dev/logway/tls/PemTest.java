package dev.logway.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"ecp256", "ecp384", "rsa2048", "ed25519"})
    void aCertificateAndItsKeyBelongTogether(Algorithm algorithm) throws Exception {
        X509Bundle bundle = Certificates.selfSigned(algorithm, "foo.com");
        X509Bundle other = Certificates.selfSigned(algorithm, "foo.com");
        var certificate =
                PemCertificates.read(bundle.getCertificatePathPEM()).getFirst().getPublicKey();

        assertTrue(KeyMatch.matches(PemPrivateKey.read(bundle.getPrivateKeyPEM()), certificate));
        assertFalse(KeyMatch.matches(PemPrivateKey.read(other.getPrivateKeyPEM()), certificate));
        assertFalse(KeyMatch.isWeak(certificate));
    }

    @Test
    void aChainIsReadInOrder() throws Exception {
        X509Bundle authority = Certificates.authority("root");
        X509Bundle leaf = Certificates.issued(authority, Duration.ofDays(9), "foo.com");

        assertEquals(
                List.of(leaf.getCertificate(), authority.getCertificate()),
                PemCertificates.read(leaf.getCertificatePEM() + "\nan explanation\n" + authority.getCertificatePEM()));
    }

    /** PKCS #1: what stands inside PKCS #8 behind version and algorithm. */
    @Test
    void anRsaKeyOfTheOlderFormIsRead() throws Exception {
        X509Bundle bundle = Certificates.selfSigned(Algorithm.rsa2048, "foo.com");
        byte[] pkcs8 = bundle.getKeyPair().getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

        assertEquals(bundle.getKeyPair().getPrivate(), PemPrivateKey.read(pem("RSA PRIVATE KEY", pkcs1)));
    }

    /** SEC 1, as {@code openssl ecparam -genkey} writes it: the curve before and inside of the key. */
    @Test
    void anEcKeyOfTheOlderFormIsRead() throws Exception {
        X509Bundle bundle = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
        byte[] curve = {0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 3, 1, 7};
        BigInteger secret = ((ECPrivateKey) bundle.getKeyPair().getPrivate()).getS();
        var sec1 = new byte[5 + 2 + 32 + 2 + curve.length];
        byte[] start = {0x30, (byte) (sec1.length - 2), 2, 1, 1, 4, 32};
        System.arraycopy(start, 0, sec1, 0, start.length);
        byte[] number = secret.toByteArray();
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, sec1, start.length + 32 - length, length);
        sec1[39] = (byte) 0xA0;
        sec1[40] = (byte) curve.length;
        System.arraycopy(curve, 0, sec1, 41, curve.length);

        var key = PemPrivateKey.read(pem("EC PARAMETERS", curve) + pem("EC PRIVATE KEY", sec1));

        assertTrue(KeyMatch.matches(key, bundle.getKeyPair().getPublic()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "-----BEGIN PRIVATE KEY-----\nMA==",
                "-----BEGIN PRIVATE KEY-----\nM*==\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMA=\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMA==\n-----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMA==\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMIX/////\n-----END EC PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMA==\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PemPrivateKey.read(text));
        assertThrows(IllegalArgumentException.class, () -> PemCertificates.read(text));
    }

    @Test
    void aShortRsaKeyIsWeak() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024);

        assertTrue(KeyMatch.isWeak(generator.generateKeyPair().getPublic()));
    }

    @Test
    void twoKeysAreRefused() throws Exception {
        String key = Certificates.selfSigned(Algorithm.ecp256, "foo.com").getPrivateKeyPEM();

        assertThrows(IllegalArgumentException.class, () -> PemPrivateKey.read(key + "\n" + key));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
