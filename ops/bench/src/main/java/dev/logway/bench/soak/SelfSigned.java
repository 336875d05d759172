package dev.logway.bench.soak;

import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.ChildProcess;
import dev.logway.bench.process.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that vouches for itself, made by the JDK's {@code keytool}.
 *
 * @param certificate in PEM
 * @param key in PEM
 */
record SelfSigned(String certificate, String key) {
    private static final String PASSWORD = "changeit";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** @throws BenchException if {@code keytool} cannot make it */
    static SelfSigned of(String name, Workspace workspace) {
        Path store = workspace.file(name + ".p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name);
        try (var keytool = ChildProcess.start("keytool", command, workspace.file("keytool.log"))) {
            if (keytool.awaitEnd(LIMIT) != 0) {
                throw new BenchException("keytool: " + Files.readString(keytool.output()));
            }
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return new SelfSigned(
                    pem("CERTIFICATE", keys.getCertificate(name).getEncoded()),
                    pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchException("no certificate: " + e.getMessage(), e);
        }
    }

    /** As a resource for {@code sni}. */
    String document(String sni) {
        return """
                {"snis": ["%s"], "cert": "%s", "key": "%s"}""".formatted(sni, certificate.replace("\n", "\\n"), key.replace("\n", "\\n"));
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
