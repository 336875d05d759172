package dev.logway.api.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private final SecureRandom random = new SecureRandom();
    private final NewKey ann = NewKey.create("ann", random);
    private final NewKey bob = NewKey.create("bob o'neil", random);

    @Test
    void keysAreKnownByTheirHash() {
        var keys = ApiKeys.parse(List.of("# the team", "", ann.line(), "  " + bob.line() + "  "), "test");
        assertEquals(Optional.of("ann"), keys.nameOf(ann.secret()));
        assertEquals(Optional.of("bob o'neil"), keys.nameOf(bob.secret()));
        assertEquals(Optional.empty(), keys.nameOf(ann.secret() + "x"));
        assertEquals(Optional.empty(), keys.nameOf(""));
        assertFalse(keys.isEmpty());
        assertEquals(Optional.empty(), ApiKeys.NONE.nameOf(ann.secret()));
    }

    @Test
    void aHashIsThatOfTheSecret() {
        assertEquals(
                "x:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", new NewKey("x", "hello").line());
    }

    @Test
    void aSecretIsLongRandomAndNotPrinted() {
        assertTrue(ann.secret().matches("lw_[A-Za-z0-9_-]{43}"), ann.secret());
        assertFalse(ann.secret().equals(NewKey.create("ann", random).secret()));
        assertFalse(ann.toString().contains(ann.secret()));
        assertFalse(ann.line().contains(ann.secret()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann", "ann:", "ann:abc", ":2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"})
    void aLineThatIsNoKeyIsNamed(String line) {
        var refused = assertThrows(ConfigException.class, () -> ApiKeys.parse(List.of(ann.line(), line), "keys.txt"));
        assertEquals("admin.keys.file: keys.txt, line 2 (expected: name:sha256 in hexadecimal)", refused.getMessage());
    }

    @Test
    void keysAreReadFromAFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("keys");
        assertThrows(ConfigException.class, () -> ApiKeys.read(file));
        Files.writeString(file, ann.line() + "\n");
        assertEquals(Optional.of("ann"), ApiKeys.read(file).nameOf(ann.secret()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "#a"})
    void aNameThatCannotBeKeptIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> NewKey.create(name, random));
    }
}
