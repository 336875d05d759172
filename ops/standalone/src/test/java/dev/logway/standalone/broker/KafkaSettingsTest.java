package dev.logway.standalone.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private static final BrokerNode NODE =
            new BrokerNode(Path.of("/data"), "127.0.0.1", 19092, Quorum.single("127.0.0.1", 19093), Map.of());

    /** Kafka ignores a name it does not know, so a default that was renamed would silently stop to hold. */
    @Test
    void kafkaKnowsEveryDefault() {
        var unknown = new TreeSet<>(KafkaSettings.of(NODE).keySet());
        KafkaConfig.configDef().names().forEach(unknown::remove);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void kafkaAcceptsTheDefaults() {
        var config = new KafkaConfig(KafkaSettings.of(NODE), false);
        assertEquals(List.of("/data"), config.logDirs());
    }

    @Test
    void anOverrideWins() {
        var node = new BrokerNode(
                NODE.directory(), NODE.host(), NODE.port(), NODE.quorum(), Map.of("num.io.threads", "7"));
        assertEquals("7", KafkaSettings.of(node).get("num.io.threads"));
    }
}
