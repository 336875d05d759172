package dev.logway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.Certificate;
import dev.logway.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSettingsTest {
    private static final String JSON = Keyset.generate();

    @TempDir
    Path directory = Path.of("");

    @Test
    void aFileAndAVariableGiveTheSameKeys() throws IOException {
        Path file = Files.writeString(directory.resolve("keyset"), JSON);

        assertEquals(
                encrypted(cipher(Map.of("secrets.keyset.file", file.toString()), Map.of())),
                encrypted(cipher(Map.of("secrets.keyset.variable", "KEYS"), Map.of("KEYS", JSON))));
    }

    @Test
    void withoutKeysetThereIsNoCipher() {
        assertSame(SecretCipher.NONE, cipher(Map.of(), Map.of()));
    }

    @Test
    void whatCannotBeReadFailsTheStart() throws IOException {
        Path file = Files.writeString(directory.resolve("bad"), "{}");

        refused(Map.of("secrets.keyset.file", directory.resolve("absent").toString()), "cannot be read");
        refused(Map.of("secrets.keyset.file", file.toString()), "holds not a Tink keyset");
        refused(Map.of("secrets.keyset.variable", "UNSET"), "a variable that is set");
        refused(Map.of("secrets.keyset.variable", "A", "secrets.keyset.file", file.toString()), "expected: empty");
    }

    private static void refused(Map<String, String> properties, String why) {
        var failure = assertThrows(ConfigException.class, () -> cipher(properties, Map.of()));
        assertTrue(String.valueOf(failure.getMessage()).contains(why), failure.getMessage());
    }

    private static SecretCipher cipher(Map<String, String> properties, Map<String, String> environment) {
        return SecretSettings.cipher(Settings.parse(SecretSettings.define(new ConfigDef()), properties), environment);
    }

    private static String encrypted(SecretCipher cipher) {
        return cipher.encrypt(Scope.group("default"), Certificate.key("c1"), "secret")
                .ciphertext();
    }
}
