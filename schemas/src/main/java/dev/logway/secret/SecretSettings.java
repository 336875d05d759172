package dev.logway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Where a process finds its keyset. */
public final class SecretSettings {
    public static final String KEYSET_FILE = "secrets.keyset.file";
    public static final String KEYSET_VARIABLE = "secrets.keyset.variable";

    private SecretSettings() {}

    /** Adds the settings to those of a process. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        KEYSET_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.Importance.HIGH,
                        "File of the Tink keyset (JSON, AES-SIV) that protects secrets in the log; empty for none here.")
                .define(
                        KEYSET_VARIABLE,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.Importance.MEDIUM,
                        "Environment variable that holds the keyset instead of a file; empty for none.");
    }

    /**
     * The cipher that {@code settings} ask for; {@link SecretCipher#NONE} if they name no keyset.
     *
     * @param environment of the process
     * @throws ConfigException if the keyset is named twice, or cannot be read
     */
    public static SecretCipher cipher(Settings settings, Map<String, String> environment) {
        Optional<String> file = settings.text(KEYSET_FILE);
        Optional<String> variable = settings.text(KEYSET_VARIABLE);
        if (file.isPresent() && variable.isPresent()) {
            throw new ConfigException(
                    KEYSET_VARIABLE + ": " + variable.get() + " (expected: empty, because " + KEYSET_FILE + " is set)");
        }
        if (file.isPresent()) {
            return parse(KEYSET_FILE + ": " + file.get(), read(Path.of(file.get())));
        }
        if (variable.isPresent()) {
            String json = environment.get(variable.get());
            if (json == null) {
                throw new ConfigException(
                        KEYSET_VARIABLE + ": " + variable.get() + " (expected: a variable that is set)");
            }
            return parse(KEYSET_VARIABLE + ": " + variable.get(), json);
        }
        return SecretCipher.NONE;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new ConfigException(KEYSET_FILE + ": " + file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static SecretCipher parse(String where, String json) {
        try {
            return Keyset.parse(json);
        } catch (SecretException e) {
            throw new ConfigException(where + " holds " + e.getMessage());
        }
    }
}
