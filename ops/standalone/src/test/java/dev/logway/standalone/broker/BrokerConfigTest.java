package dev.logway.standalone.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BrokerConfigTest {
    private static final String CLUSTER = "VEbsN7kTQ3SHZtnAeT5cCQ";
    private static final String THREE = "1@127.0.0.1:7001,2@127.0.0.1:7002,3@127.0.0.1:7003";

    @Test
    void aDirectoryIsAllANodeAloneNeeds() {
        var node = node(Map.of("data.dir", "/data"));
        assertEquals("127.0.0.1:19092", node.bootstrapServers());
        assertEquals(1, node.quorum().size());
        assertEquals(Optional.empty(), node.quorum().clusterId());
    }

    @Test
    void aMissingDirectoryIsNamed() {
        assertTrue(refusal(Map.of()).contains("data.dir"));
    }

    @Test
    void anUnknownSettingIsNamed() {
        var message = refusal(Map.of("data.dir", "/data", "prot", "9092"));
        assertTrue(message.contains("[prot]") && message.contains("port"), message);
    }

    @Test
    void aPortOutOfRangeIsNamed() {
        assertTrue(refusal(Map.of("data.dir", "/data", "port", "65536")).contains("port"));
    }

    @Test
    void kafkasOwnSettingsPassThroughWithoutThePrefix() {
        var node = node(Map.of("data.dir", "/data", "kafka.log.flush.interval.messages", "1"));
        assertEquals("1", KafkaSettings.of(node).get("log.flush.interval.messages"));
    }

    @Test
    void whatTheNodeDecidesCannotBePassedThrough() {
        var node = node(Map.of("data.dir", "/data", "kafka.log.dirs", "/elsewhere"));
        var message = String.valueOf(assertThrows(ConfigException.class, () -> KafkaSettings.of(node))
                .getMessage());
        assertTrue(message.contains("log.dirs"), message);
    }

    @Test
    void threeNodesKeepThreeReplicasOfWhichTwoMustAgree() {
        var settings = KafkaSettings.of(node(three(Map.of("node.id", "2"))));
        assertEquals("3", settings.get("default.replication.factor"));
        assertEquals("2", settings.get("min.insync.replicas"));
        assertEquals("3", settings.get("transaction.state.log.replication.factor"));
        assertEquals("2", settings.get("transaction.state.log.min.isr"));
        assertEquals(THREE, settings.get("controller.quorum.voters"));
        assertTrue(
                settings.getOrDefault("listeners", "").endsWith("CONTROLLER://127.0.0.1:7002"),
                settings.get("listeners"));
    }

    @Test
    void oneNodeKeepsOneReplica() {
        var settings = KafkaSettings.of(node(Map.of("data.dir", "/data")));
        assertEquals("1", settings.get("default.replication.factor"));
        assertEquals("1", settings.get("min.insync.replicas"));
    }

    @Test
    void severalNodesMustAgreeOnAClusterId() {
        var settings = three(Map.of());
        settings.remove("cluster.id");
        assertTrue(refusal(settings).contains("cluster.id"));
    }

    @Test
    void aClusterIdThatKafkaCannotReadIsRefused() {
        assertTrue(
                refusal(Map.of("data.dir", "/data", "cluster.id", "my-cluster")).contains("my-cluster"));
    }

    @Test
    void aNodeOutsideItsQuorumIsRefused() {
        assertTrue(refusal(three(Map.of("node.id", "4"))).contains("node.id: 4"));
    }

    @Test
    void aControllerPortThatContradictsTheQuorumIsRefused() {
        assertTrue(refusal(three(Map.of("controller.port", "7002"))).contains("expected: 7001"));
    }

    @Test
    void aVoterWithoutItsIdIsRefused() {
        assertTrue(refusal(three(Map.of("quorum", "127.0.0.1:7001"))).contains("id@host:port"));
    }

    private static Map<String, String> three(Map<String, String> changes) {
        var settings = new HashMap<>(Map.of("data.dir", "/data", "quorum", THREE, "cluster.id", CLUSTER));
        settings.putAll(changes);
        return settings;
    }

    private static BrokerNode node(Map<String, String> settings) {
        return new BrokerConfig(settings).node();
    }

    private static String refusal(Map<String, String> settings) {
        return String.valueOf(assertThrows(ConfigException.class, () -> new BrokerConfig(settings))
                .getMessage());
    }
}
