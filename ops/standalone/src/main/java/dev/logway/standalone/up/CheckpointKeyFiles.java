package dev.logway.standalone.up;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key that signs checkpoints, made at the first start: the private one readable by its owner alone, the public one
 * to be given to auditors.
 */
record CheckpointKeyFiles(Path privateKey, Path publicKey) {
    private static final int LINE = 64;

    static CheckpointKeyFiles loadOrMake(DataDirectory data) {
        var files = new CheckpointKeyFiles(data.resolve("checkpoint-key"), data.resolve("checkpoint-key.pub"));
        try {
            if (!Files.exists(files.privateKey)) {
                KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                // The public one first: whoever finds the private one finds both.
                Files.writeString(
                        files.publicKey, pem("PUBLIC KEY", keys.getPublic().getEncoded()));
                OwnersFile.write(
                        files.privateKey, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            }
            return files;
        } catch (IOException e) {
            throw new StartException("key " + files.privateKey + " cannot be written (" + e.getMessage() + ")", e);
        } catch (NoSuchAlgorithmException e) {
            throw new StartException("this JDK has no Ed25519", e);
        }
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
