package dev.logway.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.testkit.Thrown;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define("group", ConfigDef.Type.STRING, Importance.HIGH, "Without default.")
            .define("zone", ConfigDef.Type.STRING, null, Importance.LOW, "May be left out.")
            .define("port", ConfigDef.Type.INT, 9080, Range.between(0, 65_535), Importance.HIGH, "A number.")
            .define("interval.ms", ConfigDef.Type.LONG, 5_000L, Importance.LOW, "A duration.")
            .define("sample", ConfigDef.Type.BOOLEAN, true, Importance.LOW, "A flag.")
            .define("hosts", ConfigDef.Type.LIST, List.of("a", "b"), Importance.LOW, "A list.")
            .define("key", ConfigDef.Type.PASSWORD, new Password("s3cret"), Importance.LOW, "A secret.");

    @Test
    void whatIsNotGivenHasItsDefault() {
        Settings settings = parsed(Map.of());

        assertEquals("default", settings.string("group"));
        assertEquals(9080, settings.integer("port"));
        assertEquals(5_000, settings.number("interval.ms"));
        assertEquals(Duration.ofSeconds(5), settings.duration("interval.ms"));
        assertTrue(settings.flag("sample"));
        assertEquals(List.of("a", "b"), settings.list("hosts"));
        assertEquals("s3cret", settings.secret("key"));
        assertEquals(Optional.empty(), settings.text("zone"));
    }

    @Test
    void whatIsGivenCounts() {
        Settings settings = parsed(Map.of(
                "zone", "eu-1", "port", " 0 ", "interval.ms", "7", "sample", "false", "hosts", "c, d", "key", "other"));

        assertEquals(Optional.of("eu-1"), settings.text("zone"));
        assertEquals(0, settings.integer("port"));
        assertEquals(Duration.ofMillis(7), settings.duration("interval.ms"));
        assertFalse(settings.flag("sample"));
        assertEquals(List.of("c", "d"), settings.list("hosts"));
        assertEquals("other", settings.secret("key"));
    }

    @Test
    void anEmptyTextIsNone() {
        assertEquals(Optional.empty(), parsed(Map.of("zone", "")).text("zone"));
    }

    @Test
    void unknownKeysAreRefusedAllAtOnce() {
        assertEquals(
                "unknown setting hots, prot (known: group, hosts, interval.ms, key, port, sample, zone, and Kafka's own"
                        + " under kafka.)",
                refusal(Map.of("group", "g", "prot", "1", "hots", "x")));
    }

    @Test
    void wrongValuesAreRefusedByName() {
        assertTrue(refusal(Map.of("group", "g", "port", "x")).contains("port"));
        assertTrue(refusal(Map.of("group", "g", "port", "65536")).contains("port"));
        assertTrue(refusal(Map.of("group", "g", "sample", "yes")).contains("sample"));
        assertTrue(refusal(Map.of()).contains("group"));
    }

    @Test
    void aSettingWithoutValueCannotBeRead() {
        assertEquals(
                "setting zone has no value",
                Thrown.message(ConfigException.class, () -> parsed(Map.of()).string("zone")));
    }

    @Test
    void whatIsUnderKafkaGoesToItsClients() {
        Settings settings = parsed(Map.of(
                "kafka.bootstrap.servers",
                "b:9092",
                "kafka.linger.ms",
                "5",
                "kafka.isolation.level",
                "read_uncommitted"));

        assertEquals(
                Map.of(
                        "bootstrap.servers", "b:9092",
                        "linger.ms", "5",
                        "isolation.level", "read_committed",
                        "acks", "all"),
                settings.kafka(Map.of("linger.ms", 0, "acks", "all"), Map.of("isolation.level", "read_committed")));
    }

    @Test
    void aKafkaKeyWithoutNameIsRefused() {
        assertTrue(refusal(Map.of("group", "g", "kafka.", "x")).startsWith("unknown setting kafka. (known:"));
    }

    private static Settings parsed(Map<String, String> properties) {
        var all = new HashMap<>(properties);
        all.put("group", "default");
        return Settings.parse(DEFINITION, all);
    }

    private static String refusal(Map<String, String> properties) {
        return Thrown.message(ConfigException.class, () -> Settings.parse(DEFINITION, properties));
    }
}
