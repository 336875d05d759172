package dev.logway.edge;

import dev.logway.edge.proxy.Limits;
import dev.logway.edge.proxy.TrustedProxies;
import dev.logway.secret.SecretCipher;
import dev.logway.secret.SecretSettings;
import dev.logway.settings.Settings;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of an edge node, by families. Those of its Kafka clients stand under {@code kafka.}. */
public final class EdgeConfig {
    private final Settings settings;

    /** @param settings parsed with {@link #definition()} */
    public EdgeConfig(Settings settings) {
        this.settings = settings;
    }

    /** Every setting with its type, default and meaning. */
    public static ConfigDef definition() {
        var definition = new ConfigDef();
        NodeSettings.define(definition);
        ListenerSettings.define(definition);
        LimitSettings.define(definition);
        RealIpSettings.define(definition);
        ProcessSettings.define(definition);
        ControlPlaneSettings.define(definition);
        ObservationSettings.define(definition);
        RoutingSettings.define(definition);
        return SecretSettings.define(definition);
    }

    NodeSettings node() {
        return new NodeSettings(settings);
    }

    ListenerSettings listeners() {
        return new ListenerSettings(settings);
    }

    ProcessSettings process() {
        return new ProcessSettings(settings);
    }

    ControlPlaneSettings controlPlane() {
        return new ControlPlaneSettings(settings);
    }

    ObservationSettings observation() {
        return new ObservationSettings(settings);
    }

    RoutingSettings routing() {
        return new RoutingSettings(settings);
    }

    Limits limits() {
        return new LimitSettings(settings).limits(routing().routedBodyBytes());
    }

    TrustedProxies trustedProxies() {
        return new RealIpSettings(settings).trustedProxies();
    }

    /** @throws ConfigException if the keyset cannot be read */
    SecretCipher cipher(Map<String, String> environment) {
        return SecretSettings.cipher(settings, environment);
    }

    /** Settings for a Kafka client. */
    Map<String, Object> kafka() {
        return settings.kafka(Map.of(), Map.of());
    }
}
