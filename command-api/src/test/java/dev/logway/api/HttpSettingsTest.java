package dev.logway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.api.key.ApiKeys;
import dev.logway.api.key.NewKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {
    private final ApiKeys keys =
            ApiKeys.parse(List.of(NewKey.create("ann", new SecureRandom()).line()), "test");

    @TempDir
    Path directory = Path.of("");

    private Optional<Path> certificate = Optional.empty();
    private Optional<Path> key = Optional.empty();

    @BeforeEach
    void write() throws IOException {
        certificate = Optional.of(Files.writeString(directory.resolve("cert.pem"), "x"));
        key = Optional.of(Files.writeString(directory.resolve("key.pem"), "x"));
    }

    private HttpSettings check(String host, Optional<Path> certificate, Optional<Path> key, ApiKeys keys) {
        return HttpSettings.check(host, 0, certificate, key, keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost"})
    void loopbackNeedsNothing(String host) {
        assertEquals(
                host,
                check(host, Optional.empty(), Optional.empty(), ApiKeys.NONE)
                        .options()
                        .getHost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void otherAddressesNeedTlsAndKeys(String host) {
        for (var keys : List.of(this.keys, ApiKeys.NONE)) {
            var refused =
                    assertThrows(ConfigException.class, () -> check(host, Optional.empty(), Optional.empty(), keys));
            assertTrue(String.valueOf(refused.getMessage()).contains("tls.certificate"), refused.getMessage());
        }
        assertThrows(ConfigException.class, () -> check(host, certificate, key, ApiKeys.NONE));
        assertTrue(check(host, certificate, key, keys).options().isSsl());
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThrows(ConfigException.class, () -> check("127.0.0.1", certificate, Optional.empty(), keys));
        assertThrows(ConfigException.class, () -> check("127.0.0.1", Optional.empty(), key, keys));
        var missing = assertThrows(
                ConfigException.class,
                () -> check("127.0.0.1", certificate, Optional.of(directory.resolve("none")), keys));
        assertTrue(String.valueOf(missing.getMessage()).startsWith("tls.key: "), missing.getMessage());
    }
}
