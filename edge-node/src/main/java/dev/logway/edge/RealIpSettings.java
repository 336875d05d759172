package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.domain.net.CidrRange;
import dev.logway.edge.proxy.TrustedProxies;
import dev.logway.settings.Settings;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Which proxies before an edge are believed. */
record RealIpSettings(Settings settings) {
    private static final String REAL_IP_FROM = "real.ip.from";
    private static final String REAL_IP_HEADER = "real.ip.header";
    private static final String REAL_IP_RECURSIVE = "real.ip.recursive";

    static void define(ConfigDef definition) {
        definition
                .define(
                        REAL_IP_FROM,
                        LIST,
                        "",
                        LambdaValidator.with(RealIpSettings::checkRanges, () -> "addresses or CIDR ranges"),
                        MEDIUM,
                        "Addresses and CIDR ranges of proxies that are believed what they say of their clients; empty for"
                                + " nobody.")
                .define(
                        REAL_IP_HEADER,
                        STRING,
                        "X-Forwarded-For",
                        LambdaValidator.with(
                                RealIpSettings::checkHeader, () -> "the name of a header field with addresses"),
                        LOW,
                        "The field in which they name the client's address: X-Forwarded-For, X-Real-IP or one like them.")
                .define(
                        REAL_IP_RECURSIVE,
                        BOOLEAN,
                        false,
                        LOW,
                        "Which of several addresses counts: the last (false), or the last that is not in real.ip.from (true).");
    }

    TrustedProxies trustedProxies() {
        return new TrustedProxies(
                settings.list(REAL_IP_FROM).stream().map(CidrRange::parse).toList(),
                settings.string(REAL_IP_HEADER),
                settings.flag(REAL_IP_RECURSIVE) ? TrustedProxies.Hops.UNTRUSTED : TrustedProxies.Hops.LAST);
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
}
