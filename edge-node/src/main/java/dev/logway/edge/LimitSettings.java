package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;
import static org.apache.kafka.common.config.ConfigDef.ValidString.in;

import dev.logway.edge.proxy.Limits;
import dev.logway.settings.Settings;
import org.apache.kafka.common.config.ConfigDef;

/** What an edge puts up with from clients. */
record LimitSettings(Settings settings) {
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
    private static final String WEBSOCKET_MESSAGE_BYTES = "websocket.message.max.bytes";
    private static final String WEBSOCKET_COMPRESSION = "websocket.compression";
    private static final String PASS = "pass";
    private static final String OFF = "off";
    private static final String REVISION_WAIT = "http.revision.wait.ms";
    private static final String REVISION_WAITING = "http.revision.waiting.max";

    static void define(ConfigDef definition) {
        definition
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
                        Limits.DEFAULT.webSockets().idle().toMillis(),
                        between(1_000, 604_800_000),
                        MEDIUM,
                        "How long a WebSocket may be silent on both sides.")
                .define(
                        WEBSOCKET_MESSAGE_BYTES,
                        LONG,
                        Limits.DEFAULT.webSockets().messageBytes(),
                        atLeast(0),
                        MEDIUM,
                        "Bytes of a WebSocket's message, as it is on the wire; beyond it 1009; 0 for any size.")
                .define(
                        WEBSOCKET_COMPRESSION,
                        STRING,
                        PASS,
                        in(PASS, OFF),
                        MEDIUM,
                        "pass: both ends of a WebSocket may agree on extensions such as permessage-deflate; "
                                + "off: they are not offered, so that no message is larger than on the wire.")
                .define(
                        REVISION_WAIT,
                        LONG,
                        Limits.DEFAULT.revisions().longest().toMillis(),
                        between(0, 60_000),
                        LOW,
                        "How long a request waits for the revision that its Logway-Min-Revision demands; beyond it 503.")
                .define(
                        REVISION_WAITING,
                        INT,
                        Limits.DEFAULT.revisions().waiting(),
                        between(0, 1_000_000),
                        LOW,
                        "Requests that wait for a revision at once; one more is answered 503.");
    }

    /** @param routedBodyBytes the most of a body that is held in memory for routing */
    Limits limits(int routedBodyBytes) {
        return Limits.DEFAULT
                .withConnections(settings.integer(CONNECTIONS), settings.integer(CONNECTIONS_PER_ADDRESS))
                .with(new Limits.Heads(
                        settings.integer(REQUEST_LINE_BYTES),
                        settings.integer(HEADER_BYTES),
                        settings.integer(HEADER_FIELDS)))
                .with(new Limits.Times(
                        settings.duration(TLS_HANDSHAKE), settings.duration(HTTP_HEADER), settings.duration(HTTP_IDLE)))
                .with(new Limits.WebSockets(
                        settings.duration(WEBSOCKET_IDLE),
                        settings.number(WEBSOCKET_MESSAGE_BYTES),
                        settings.string(WEBSOCKET_COMPRESSION).equals(OFF)
                                ? Limits.Compression.OFF
                                : Limits.Compression.PASSED_ON))
                .with(new Limits.Revisions(settings.duration(REVISION_WAIT), settings.integer(REVISION_WAITING)))
                .with(new Limits.Bodies(settings.number(BODY_BYTES), routedBodyBytes));
    }
}
