package dev.logway.standalone.cli;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The settings of one part, written out for people. */
record SettingsListing(ConfigDef definition) {
    private static final String PASSED_ON =
            "Every setting that starts with kafka. goes to Kafka's own clients without that prefix.";

    /** As comments and keys of a properties file, ready to be copied. */
    String text() {
        var text = new StringBuilder();
        for (ConfigKey key : keys()) {
            text.append("# ").append(key.documentation).append('\n');
            text.append("# ")
                    .append(type(key))
                    .append(", default: ")
                    .append(standard(key))
                    .append('\n');
            text.append(key.hasDefault() ? "#" : "").append(key.name).append('=');
            text.append(key.hasDefault() && !standard(key).equals("none") ? standard(key) : "")
                    .append("\n\n");
        }
        return text.append("# ").append(PASSED_ON).append('\n').toString();
    }

    /** As a table. */
    String markdown() {
        var text = new StringBuilder("| setting | type | default | meaning |\n|---|---|---|---|\n");
        for (ConfigKey key : keys()) {
            text.append("| `").append(key.name).append("` | ").append(type(key));
            text.append(" | `").append(standard(key)).append("` | ");
            text.append(key.documentation.replace("|", "\\|")).append(" |\n");
        }
        return text.append('\n').append(PASSED_ON).append('\n').toString();
    }

    private List<ConfigKey> keys() {
        return definition.configKeys().values().stream()
                .filter(key -> !key.internalConfig)
                .toList();
    }

    private static String type(ConfigKey key) {
        String type = key.type.name().toLowerCase(Locale.ROOT);
        return key.validator == null ? type : type + " " + key.validator;
    }

    private static String standard(ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        Object standard = key.defaultValue;
        boolean empty = standard == null || standard.toString().isEmpty() || standard.equals(List.of());
        return empty
                ? "none"
                : standard instanceof List<?> list
                        ? String.join(",", list.stream().map(String::valueOf).toList())
                        : standard.toString();
    }
}
