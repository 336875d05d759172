package dev.logway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.log.TopicSpecs;
import dev.logway.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeConfigTest {
    private static EdgeConfig config(Map<String, String> properties) {
        return new EdgeConfig(Settings.parse(EdgeConfig.definition(), properties));
    }

    @Test
    void everySettingHasADefaultAndOneSentence() {
        EdgeConfig.definition().configKeys().values().forEach(key -> {
            assertTrue(key.hasDefault(), key.name);
            assertTrue(key.documentation.endsWith(".") && key.documentation.length() > 10, key.name);
            assertFalse(
                    key.documentation
                            .substring(0, key.documentation.length() - 1)
                            .contains(". "),
                    key.name);
        });
    }

    @Test
    void theDefaultsAreSafe() {
        var config = config(Map.of());
        assertEquals("127.0.0.1", config.process().statusHost());
        assertEquals(9080, config.listeners().httpPort());
        assertEquals(
                Runtime.getRuntime().availableProcessors(), config.process().eventLoops());
        assertEquals(
                TopicSpecs.DELETE_RETENTION.dividedBy(2), config.controlPlane().snapshotMaxAge());
        assertEquals("group/default", config.node().scope().path());
    }

    @Test
    void dnsServersHaveAPortIfItIsNotTheUsualOne() {
        var servers = config(Map.of("discovery.dns.servers", "10.0.0.1,127.0.0.1:8600,::1,[::1]:54"))
                .routing()
                .dnsServers();
        var loopback = InetAddress.ofLiteral("::1");
        assertEquals(
                List.of(
                        new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 53),
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8600),
                        new InetSocketAddress(loopback, 53),
                        new InetSocketAddress(loopback, 54)),
                servers);
    }

    @ParameterizedTest
    @CsvSource({
        "http.port, 65536",
        "status.port, -1",
        "event.loops, many",
        "transport, io_uring",
        "snapshot.max.age.ms, 345600001",
        "discovery.dns.servers, ns.example.com",
        "discovery.dns.servers, 10.0.0.1:x",
        "discovery.dns.servers, 10.0.0.1:65536",
        "real.ip.from, 10.0.0.0/33",
        "real.ip.from, balancer.example.com",
        "real.ip.header, X Y",
        "real.ip.header, Forwarded",
        "no.such.setting, 1"
    })
    void whatIsOutOfRangeIsRefused(String key, String value) {
        var refusal = assertThrows(ConfigException.class, () -> config(Map.of(key, value)));
        assertTrue(String.valueOf(refusal.getMessage()).contains(key), refusal.getMessage());
    }
}
