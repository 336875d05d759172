package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.settings.Settings;
import org.apache.kafka.common.config.ConfigDef;

/** Where an edge takes traffic. */
record ListenerSettings(Settings settings) {
    private static final String HTTP_HOST = "http.host";
    private static final String HTTP_PORT = "http.port";
    private static final String HTTPS_PORT = "https.port";
    private static final String H2C_PORT = "h2c.port";
    private static final ConfigDef.Range PORT = between(0, 65_535);

    static void define(ConfigDef definition) {
        definition
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
                                + " one, -1 is none.");
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
}
