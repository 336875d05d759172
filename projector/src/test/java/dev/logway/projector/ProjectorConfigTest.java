package dev.logway.projector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.fleet.FleetThresholds;
import dev.logway.projector.scope.MemoryLimits;
import dev.logway.projector.topology.Fetched;
import dev.logway.projector.topology.RocksMemory;
import dev.logway.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectorConfigTest {
    private final Path directory;

    ProjectorConfigTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        var config = config(Map.of());
        assertEquals("logway.projector", config.applicationId());
        assertEquals(MemoryLimits.DEFAULT, config.memory());
        assertEquals(FleetThresholds.DEFAULT, config.fleet().thresholds());
        assertEquals(3, config.specs().replication());
    }

    @Test
    void anInstallationsNameIsItsPrefixes() {
        assertEquals("blue.projector", config(Map.of("topic.prefix", "blue.")).applicationId());
        assertEquals("other", config(Map.of("application.id", "other")).applicationId());
    }

    @Test
    void everySettingHasAMeaning() {
        ProjectorConfig.definition()
                .configKeys()
                .values()
                .forEach(key -> assertTrue(key.documentation.endsWith("."), key.name));
    }

    @Test
    void settingsThatContradictEachOtherFailTheStart() {
        var fault = assertThrows(ConfigException.class, () -> config(Map.of("fleet.offline.ms", "1000")));
        assertEquals("fleet.offline: PT1S (expected: longer than fleet.lost, PT30S)", fault.getMessage());
    }

    @Test
    void anUnknownSettingFailsTheStart() {
        assertThrows(ConfigException.class, () -> config(Map.of("fleet.lost", "30000")));
    }

    @Test
    void kafkasSettingsPassThroughButForThosePromisesRestOn() {
        try (var memory = RocksMemory.allocate()) {
            var config = config(Map.of(
                    "kafka.producer.linger.ms", "7",
                    "kafka.security.protocol", "SSL",
                    "kafka.processing.guarantee", "at_least_once"));
            var streams = new StreamsConfig(StreamsSettings.of(config, memory, new Fetched(), new GroupSession(4_000)));
            assertEquals("exactly_once_v2", streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
            var producer = streams.getProducerConfigs("client");
            assertEquals("7", producer.get("linger.ms"));
            assertEquals("SSL", producer.get("security.protocol"));
            assertEquals(4_000, producer.get("transaction.timeout.ms"));
            var consumer = streams.getMainConsumerConfigs("group", "client", 1);
            assertEquals("read_committed", String.valueOf(consumer.get("isolation.level")));
            assertEquals(4_000, consumer.get("session.timeout.ms"));
            assertEquals(1_000, consumer.get("heartbeat.interval.ms"));
        }
    }

    @Test
    void aSilentProcessIsTakenForDeadAsSoonAsWantedAndTheBrokersAllow() {
        assertEquals(4_000, GroupSession.within(Optional.of("1000")).timeoutMillis());
        assertEquals(6_000, GroupSession.within(Optional.of("6000")).timeoutMillis());
        assertEquals(6_000, GroupSession.within(Optional.empty()).timeoutMillis());
    }

    @Test
    void aProcessKeepsItsNameInTheGroup() {
        String name = MemberId.in(directory.resolve("state"));
        assertEquals(name, MemberId.in(directory.resolve("state")));
        assertTrue(!name.equals(MemberId.in(directory.resolve("other"))));
    }

    private ProjectorConfig config(Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:1",
                "state.dir",
                directory.resolve("state").toString()));
        all.putAll(settings);
        return new ProjectorConfig(Settings.parse(ProjectorConfig.definition(), all));
    }
}
