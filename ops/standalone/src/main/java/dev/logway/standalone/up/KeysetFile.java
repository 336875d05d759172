package dev.logway.standalone.up;

import dev.logway.secret.Keyset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The keyset that protects secrets in the log: made at the first start, readable by its owner alone. */
final class KeysetFile {
    private KeysetFile() {}

    static Path loadOrMake(DataDirectory data) {
        Path file = data.resolve("keyset");
        try {
            if (!Files.exists(file)) {
                OwnersFile.write(file, Keyset.generate() + "\n");
            }
            return file;
        } catch (IOException e) {
            throw new StartException("keyset " + file + " cannot be written (" + e.getMessage() + ")", e);
        }
    }
}
