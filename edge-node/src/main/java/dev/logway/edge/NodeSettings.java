package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.domain.Scope;
import dev.logway.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** Who an edge is: its group, its id there, and where it keeps both. */
record NodeSettings(Settings settings) {
    private static final String GROUP = "group";
    private static final String INSTANCE_ID = "instance.id";
    private static final String DATA_DIR = "data.dir";

    static void define(ConfigDef definition) {
        definition
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
                        "Directory of this node's snapshot and id, its own and made when absent.");
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
}
