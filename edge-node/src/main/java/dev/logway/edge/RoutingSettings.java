package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;

import dev.logway.edge.proxy.Limits;
import dev.logway.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What routes and upstreams need beside the configuration. */
record RoutingSettings(Settings settings) {
    private static final String ROUTING_BODY_MAX = "routing.body.max.bytes";
    private static final String DNS_SERVERS = "discovery.dns.servers";
    private static final int DNS_PORT = 53;

    static void define(ConfigDef definition) {
        definition
                .define(
                        ROUTING_BODY_MAX,
                        INT,
                        Limits.DEFAULT.bodies().routedBytes(),
                        between(0, 16 * 1024 * 1024),
                        LOW,
                        "A body that a route's vars look into is held in memory up to this; beyond it 413.")
                .define(
                        DNS_SERVERS,
                        LIST,
                        "",
                        LambdaValidator.with(
                                RoutingSettings::checkDnsServers,
                                () -> "IP addresses, each with a port if it is not 53"),
                        LOW,
                        "DNS servers that know the upstreams with discovery_type dns, as address or address:port;"
                                + " empty takes the system's.");
    }

    /** The most of a body that is held in memory for routing. */
    int routedBodyBytes() {
        return settings.integer(ROUTING_BODY_MAX);
    }

    List<InetSocketAddress> dnsServers() {
        return settings.list(DNS_SERVERS).stream()
                .map(RoutingSettings::dnsServer)
                .toList();
    }

    private static void checkDnsServers(String name, @Nullable Object value) {
        if (value instanceof List<?> servers) {
            for (Object server : servers) {
                try {
                    dnsServer(String.valueOf(server));
                } catch (IllegalArgumentException e) {
                    throw new ConfigException(name, value, "an IP address, with a port if it is not 53");
                }
            }
        }
    }

    private static InetSocketAddress dnsServer(String server) {
        int colon =
                server.indexOf(':') == server.lastIndexOf(':') || server.startsWith("[") ? server.lastIndexOf(':') : -1;
        boolean hasPort = colon > server.lastIndexOf(']');
        int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : DNS_PORT;
        return new InetSocketAddress(InetAddress.ofLiteral(hasPort ? server.substring(0, colon) : server), port);
    }
}
