package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.domain.Scope;
import dev.logway.domain.net.CidrRange;
import dev.logway.edge.overload.Overload;
import dev.logway.edge.proxy.Limits;
import dev.logway.edge.proxy.TrustedProxies;
import dev.logway.log.TopicSpecs;
import dev.logway.secret.SecretCipher;
import dev.logway.secret.SecretSettings;
import dev.logway.settings.Settings;
import dev.logway.wire.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings of an edge node. Those of its Kafka clients stand under {@code kafka.}. */
public final class EdgeConfig {
    private static final String GROUP = "group";
    private static final String INSTANCE_ID = "instance.id";
    private static final String DATA_DIR = "data.dir";
    private static final String HTTP_HOST = "http.host";
    private static final String HTTP_PORT = "http.port";
    private static final String HTTPS_PORT = "https.port";
    private static final String H2C_PORT = "h2c.port";
    private static final String CONNECTIONS = "connections.max";
    private static final String CONNECTIONS_PER_ADDRESS = "connections.per.address.max";
    private static final String HTTP_IDLE = "http.idle.timeout.ms";
    private static final String HTTP_HEADER = "http.header.timeout.ms";
    private static final String TLS_HANDSHAKE = "tls.handshake.timeout.ms";
    private static final String REQUEST_LINE_BYTES = "http.request.line.max.bytes";
    private static final String HEADER_BYTES = "http.headers.max.bytes";
    private static final String HEADER_FIELDS = "http.headers.max.fields";
    private static final String BODY_BYTES = "http.body.max.bytes";
    private static final String WEBSOCKET_IDLE = "websocket.idle.timeout.ms";
    private static final String REAL_IP_FROM = "real.ip.from";
    private static final String REAL_IP_HEADER = "real.ip.header";
    private static final String REAL_IP_RECURSIVE = "real.ip.recursive";
    private static final String SHED_HEAP = "shed.heap.percent";
    private static final String SHED_LAG = "shed.loop.lag.ms";
    private static final String STATUS_HOST = "status.host";
    private static final String STATUS_PORT = "status.port";
    private static final String EVENT_LOOPS = "event.loops";
    private static final String TRANSPORT = "transport";
    private static final String REGION = "region";
    private static final String ZONE = "zone";
    private static final String TOPIC_PREFIX = "topic.prefix";
    private static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";
    private static final String SNAPSHOT_MAX_AGE = "snapshot.max.age.ms";
    private static final String DRAIN_TIMEOUT = "drain.timeout.ms";
    private static final String METRICS_MAX_ROUTES = "metrics.max.routes";
    private static final String ACCESS_LOG = "access.log";
    private static final String TRACING_ENDPOINT = "tracing.endpoint";
    private static final String TRACING_SHARE = "tracing.sample.ratio";
    private static final String ROUTING_BODY_MAX = "routing.body.max.bytes";
    private static final String DNS_SERVERS = "discovery.dns.servers";
    private static final int DNS_PORT = 53;
    private static final ConfigDef.Range PORT = between(0, 65_535);

    private final Settings settings;

    /** @param settings parsed with {@link #definition()} */
    public EdgeConfig(Settings settings) {
        this.settings = settings;
    }

    /** Every setting with its type, default and meaning. */
    public static ConfigDef definition() {
        long halfOfDeleteRetention = TopicSpecs.DELETE_RETENTION.toMillis() / 2;
        return SecretSettings.define(new ConfigDef()
                .define(GROUP, STRING, "default", HIGH, "The gateway group whose configuration this node serves.")
                .define(
                        INSTANCE_ID,
                        STRING,
                        "",
                        HIGH,
                        "This node's id in its group; empty makes one and keeps it in data.dir.")
                .define(
                        DATA_DIR,
                        STRING,
                        "edge-data",
                        HIGH,
                        "Directory of this node's snapshot and id, its own and made when absent.")
                .define(HTTP_HOST, STRING, "0.0.0.0", HIGH, "Address on which it takes traffic.")
                .define(HTTP_PORT, INT, 9080, PORT, HIGH, "Port on which it takes traffic; 0 takes a free one.")
                .define(
                        HTTPS_PORT,
                        INT,
                        -1,
                        between(-1, 65_535),
                        HIGH,
                        "Port on which it takes traffic over TLS; 0 takes a free one, -1 is none.")
                .define(
                        H2C_PORT,
                        INT,
                        -1,
                        between(-1, 65_535),
                        LOW,
                        "Port on which it takes HTTP/2 in the clear and nothing else, for gRPC inside a network; 0 takes a free"
                                + " one, -1 is none.")
                .define(
                        CONNECTIONS,
                        INT,
                        Limits.DEFAULT.connections(),
                        between(1, 10_000_000),
                        MEDIUM,
                        "Clients' connections that are open at once; one more is closed.")
                .define(
                        CONNECTIONS_PER_ADDRESS,
                        INT,
                        Limits.DEFAULT.connectionsPerAddress(),
                        between(1, 10_000_000),
                        MEDIUM,
                        "Connections from one address; raise it where clients come through one address.")
                .define(
                        HTTP_IDLE,
                        LONG,
                        Limits.DEFAULT.times().idle().toMillis(),
                        between(100, 86_400_000),
                        MEDIUM,
                        "How long a client may be silent: between requests its connection is closed, within one it gets 408.")
                .define(
                        HTTP_HEADER,
                        LONG,
                        Limits.DEFAULT.times().head().toMillis(),
                        between(100, 86_400_000),
                        MEDIUM,
                        "How long the head of an HTTP/1.1 request may take from its first byte on; beyond it 408.")
                .define(
                        TLS_HANDSHAKE,
                        LONG,
                        Limits.DEFAULT.times().handshake().toMillis(),
                        between(100, 600_000),
                        MEDIUM,
                        "How long a TLS handshake may take; beyond it the connection is closed.")
                .define(
                        REQUEST_LINE_BYTES,
                        INT,
                        Limits.DEFAULT.heads().lineBytes(),
                        between(256, 1_048_576),
                        MEDIUM,
                        "Bytes of a request line; beyond it 414.")
                .define(
                        HEADER_BYTES,
                        INT,
                        Limits.DEFAULT.heads().bytes(),
                        between(256, 1_048_576),
                        MEDIUM,
                        "Bytes of all header fields of a request together; beyond it 431.")
                .define(
                        HEADER_FIELDS,
                        INT,
                        Limits.DEFAULT.heads().fields(),
                        between(1, 10_000),
                        MEDIUM,
                        "Header fields of a request; beyond it 431.")
                .define(
                        BODY_BYTES,
                        LONG,
                        Limits.DEFAULT.bodies().bytes(),
                        atLeast(0),
                        MEDIUM,
                        "Bytes of a request's body; beyond it 413; 0 for any size.")
                .define(
                        WEBSOCKET_IDLE,
                        LONG,
                        Limits.DEFAULT.times().webSocketIdle().toMillis(),
                        between(1_000, 604_800_000),
                        MEDIUM,
                        "How long a WebSocket may be silent on both sides.")
                .define(
                        REAL_IP_FROM,
                        LIST,
                        "",
                        LambdaValidator.with(EdgeConfig::checkRanges, () -> "addresses or CIDR ranges"),
                        MEDIUM,
                        "Addresses and CIDR ranges of proxies that are believed what they say of their clients; empty for"
                                + " nobody.")
                .define(
                        REAL_IP_HEADER,
                        STRING,
                        "X-Forwarded-For",
                        LambdaValidator.with(
                                EdgeConfig::checkHeader, () -> "the name of a header field with addresses"),
                        LOW,
                        "The field in which they name the client's address: X-Forwarded-For, X-Real-IP or one like them.")
                .define(
                        REAL_IP_RECURSIVE,
                        BOOLEAN,
                        false,
                        LOW,
                        "Which of several addresses counts: the last (false), or the last that is not in real.ip.from (true).")
                .define(
                        SHED_HEAP,
                        INT,
                        Overload.Limits.DEFAULT.heapPercent(),
                        between(0, 100),
                        MEDIUM,
                        "New requests are answered 503 while more of the heap than this is in use after a collection; 0 for"
                                + " never.")
                .define(
                        SHED_LAG,
                        LONG,
                        Overload.Limits.DEFAULT.loopLag().toMillis(),
                        between(0, 60_000),
                        MEDIUM,
                        "New requests of an event loop are answered 503 while it comes this much too late to its work; 0 for"
                                + " never.")
                .define(
                        STATUS_HOST,
                        STRING,
                        "127.0.0.1",
                        MEDIUM,
                        "Address of /status and what is below it, and of /metrics.")
                .define(
                        STATUS_PORT,
                        INT,
                        7085,
                        PORT,
                        MEDIUM,
                        "Port of /status and what is below it, and of /metrics; 0 takes a free one.")
                .define(
                        EVENT_LOOPS,
                        INT,
                        0,
                        between(0, 1_024),
                        MEDIUM,
                        "Threads that proxy; 0 takes one per processor.")
                .define(
                        TRANSPORT,
                        STRING,
                        "auto",
                        ValidString.in("auto", "epoll", "nio"),
                        LOW,
                        "How sockets are watched: epoll where the system has it (auto), epoll, or nio.")
                .define(REGION, STRING, "", LOW, "Where it runs, for the fleet's list.")
                .define(ZONE, STRING, "", LOW, "The zone inside the region, for the fleet's list.")
                .define(TOPIC_PREFIX, STRING, Topics.DEFAULT_PREFIX, MEDIUM, "What the names of all topics begin with.")
                .define(
                        HEARTBEAT_INTERVAL,
                        LONG,
                        5_000,
                        between(100, 60_000),
                        LOW,
                        "Time between heartbeats; a change is reported at once.")
                .define(
                        SNAPSHOT_MAX_AGE,
                        LONG,
                        halfOfDeleteRetention,
                        between(0, halfOfDeleteRetention),
                        LOW,
                        "A snapshot older than this is not served; at most half of the topics' delete.retention.ms.")
                .define(
                        DRAIN_TIMEOUT,
                        LONG,
                        3_000,
                        between(0, 600_000),
                        MEDIUM,
                        "How long requests under way may take when the node ends.")
                .define(
                        METRICS_MAX_ROUTES,
                        INT,
                        1_000,
                        between(0, 1_000_000),
                        LOW,
                        "Routes that have metrics of their own; the others share one label.")
                .define(
                        ACCESS_LOG,
                        STRING,
                        "off",
                        new ConfigDef.NonEmptyString(),
                        MEDIUM,
                        "Where each finished request is written as a line of JSON: off, stdout, or the path of a file.")
                .define(
                        TRACING_ENDPOINT,
                        STRING,
                        "",
                        MEDIUM,
                        "Collector that spans go to, OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces; empty for no"
                                + " tracing.")
                .define(
                        TRACING_SHARE,
                        DOUBLE,
                        0.01,
                        between(0, 1),
                        LOW,
                        "Share of the requests that are traced where the client has not decided it by a traceparent.")
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
                                EdgeConfig::checkDnsServers, () -> "IP addresses, each with a port if it is not 53"),
                        LOW,
                        "DNS servers that know the upstreams with discovery_type dns, as address or address:port;"
                                + " empty takes the system's."));
    }

    Scope scope() {
        return Scope.group(settings.string(GROUP));
    }

    Optional<String> instanceId() {
        return settings.text(INSTANCE_ID);
    }

    Path dataDirectory() {
        return Path.of(settings.string(DATA_DIR));
    }

    String httpHost() {
        return settings.string(HTTP_HOST);
    }

    int httpPort() {
        return settings.integer(HTTP_PORT);
    }

    int httpsPort() {
        return settings.integer(HTTPS_PORT);
    }

    int h2cPort() {
        return settings.integer(H2C_PORT);
    }

    /** @throws ConfigException if the keyset cannot be read */
    SecretCipher cipher(Map<String, String> environment) {
        return SecretSettings.cipher(settings, environment);
    }

    Limits limits() {
        return Limits.DEFAULT
                .withConnections(settings.integer(CONNECTIONS), settings.integer(CONNECTIONS_PER_ADDRESS))
                .with(new Limits.Heads(
                        settings.integer(REQUEST_LINE_BYTES),
                        settings.integer(HEADER_BYTES),
                        settings.integer(HEADER_FIELDS)))
                .with(new Limits.Times(
                        settings.duration(TLS_HANDSHAKE),
                        settings.duration(HTTP_HEADER),
                        settings.duration(HTTP_IDLE),
                        settings.duration(WEBSOCKET_IDLE)))
                .with(new Limits.Bodies(settings.number(BODY_BYTES), settings.integer(ROUTING_BODY_MAX)));
    }

    TrustedProxies trustedProxies() {
        return new TrustedProxies(
                settings.list(REAL_IP_FROM).stream().map(CidrRange::parse).toList(),
                settings.string(REAL_IP_HEADER),
                settings.flag(REAL_IP_RECURSIVE) ? TrustedProxies.Hops.UNTRUSTED : TrustedProxies.Hops.LAST);
    }

    Overload.Limits overload() {
        return new Overload.Limits(settings.integer(SHED_HEAP), settings.duration(SHED_LAG));
    }

    String statusHost() {
        return settings.string(STATUS_HOST);
    }

    int statusPort() {
        return settings.integer(STATUS_PORT);
    }

    int eventLoops() {
        int loops = settings.integer(EVENT_LOOPS);
        return loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    }

    String transport() {
        return settings.string(TRANSPORT);
    }

    Optional<String> region() {
        return settings.text(REGION);
    }

    Optional<String> zone() {
        return settings.text(ZONE);
    }

    Topics topics() {
        return new Topics(settings.string(TOPIC_PREFIX));
    }

    Duration heartbeatInterval() {
        return settings.duration(HEARTBEAT_INTERVAL);
    }

    Duration snapshotMaxAge() {
        return settings.duration(SNAPSHOT_MAX_AGE);
    }

    Duration drainTimeout() {
        return settings.duration(DRAIN_TIMEOUT);
    }

    int metricsMaxRoutes() {
        return settings.integer(METRICS_MAX_ROUTES);
    }

    String accessLog() {
        return settings.string(ACCESS_LOG);
    }

    Optional<String> tracingEndpoint() {
        return settings.text(TRACING_ENDPOINT);
    }

    double tracingShare() {
        return settings.real(TRACING_SHARE);
    }

    List<InetSocketAddress> dnsServers() {
        return settings.list(DNS_SERVERS).stream().map(EdgeConfig::dnsServer).toList();
    }

    /** Settings for a Kafka client. */
    Map<String, Object> kafka() {
        return settings.kafka(Map.of(), Map.of());
    }

    private static void checkRanges(String name, @Nullable Object value) {
        if (value instanceof List<?> ranges) {
            for (Object range : ranges) {
                try {
                    CidrRange.parse(String.valueOf(range));
                } catch (IllegalArgumentException e) {
                    throw new ConfigException(name, value, e.getMessage());
                }
            }
        }
    }

    private static void checkHeader(String name, @Nullable Object value) {
        boolean valid = String.valueOf(value).matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
                && !"Forwarded".equalsIgnoreCase(String.valueOf(value));
        if (!valid) {
            throw new ConfigException(
                    name, value, "a header field with addresses, such as X-Forwarded-For or X-Real-IP");
        }
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
