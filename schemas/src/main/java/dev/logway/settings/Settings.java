package dev.logway.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * A process's settings: those of its {@link ConfigDef}, and every key under {@code kafka.}, which goes to its Kafka
 * clients without the prefix. Any other key is refused, so that a typing error fails the start.
 */
public final class Settings {
    /** The prefix of the settings that go to Kafka's clients. */
    public static final String KAFKA = "kafka.";

    private final Map<String, Object> values;
    private final SortedMap<String, String> kafka;

    private Settings(Map<String, Object> values, SortedMap<String, String> kafka) {
        this.values = values;
        this.kafka = kafka;
    }

    /**
     * Reads {@code properties}.
     *
     * @throws ConfigException if a key is unknown, a value is invalid or a setting without default is missing
     */
    public static Settings parse(ConfigDef definition, Map<String, String> properties) {
        var known = new HashMap<String, String>();
        var kafka = new TreeMap<String, String>();
        var unknown = new ArrayList<String>();
        new TreeMap<>(properties).forEach((key, value) -> {
            if (key.startsWith(KAFKA) && key.length() > KAFKA.length()) {
                kafka.put(key.substring(KAFKA.length()), value);
            } else if (definition.names().contains(key)) {
                known.put(key, value);
            } else {
                unknown.add(key);
            }
        });
        if (!unknown.isEmpty()) {
            throw new ConfigException("unknown setting " + String.join(", ", unknown)
                    + " (known: "
                    + String.join(", ", definition.names().stream().sorted().toList())
                    + ", and Kafka's own under " + KAFKA + ")");
        }
        return new Settings(definition.parse(known), kafka);
    }

    public String string(String key) {
        return (String) value(key);
    }

    /** The setting, or empty if its value is empty or null. */
    public Optional<String> text(String key) {
        return Optional.ofNullable((String) values.get(key)).filter(text -> !text.isEmpty());
    }

    public int integer(String key) {
        return (Integer) value(key);
    }

    public long number(String key) {
        return (Long) value(key);
    }

    public double real(String key) {
        return (Double) value(key);
    }

    public boolean flag(String key) {
        return (Boolean) value(key);
    }

    /** A setting in milliseconds, whose key ends with {@code .ms}. */
    public Duration duration(String key) {
        return Duration.ofMillis(number(key));
    }

    /** A comma-separated list. */
    public List<String> list(String key) {
        return ((List<?>) value(key)).stream().map(String::valueOf).toList();
    }

    public String secret(String key) {
        return ((Password) value(key)).value();
    }

    /** The settings of a Kafka client: {@code defaults}, overridden by what stands under {@code kafka.}, then by {@code fixed}. */
    public Map<String, Object> kafka(Map<String, ?> defaults, Map<String, ?> fixed) {
        var settings = new HashMap<String, Object>(defaults);
        settings.putAll(kafka);
        settings.putAll(fixed);
        return settings;
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new ConfigException("setting " + key + " has no value");
        }
        return value;
    }
}
