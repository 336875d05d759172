package dev.logway.standalone.cli;

import dev.logway.domain.Scope;
import dev.logway.settings.Settings;
import dev.logway.standalone.audit.ConfigRebuild;
import dev.logway.standalone.audit.LogRecords;
import dev.logway.wire.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which log to read. */
final class LogOptions {
    private static final String TOPIC_PREFIX = "topic.prefix";
    private static final String BOOTSTRAP = "kafka.bootstrap.servers";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "A broker; 127.0.0.1:19092, that of 'logway up', unless --config names another.")
    private @Nullable String kafka;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, as Java properties: topic.prefix, and those of Kafka's clients under kafka.")
    private @Nullable Path config;

    LogRecords open(String group) {
        Settings settings = settings();
        return LogRecords.open(settings.kafka(Map.of(), Map.of()), Scope.group(group), topics(settings));
    }

    ConfigRebuild rebuild(String group) {
        Settings settings = settings();
        return new ConfigRebuild(settings.kafka(Map.of(), Map.of()), Scope.group(group), topics(settings));
    }

    private static Topics topics(Settings settings) {
        return new Topics(settings.string(TOPIC_PREFIX));
    }

    private Settings settings() {
        var definition = new ConfigDef()
                .define(
                        TOPIC_PREFIX,
                        ConfigDef.Type.STRING,
                        Topics.DEFAULT_PREFIX,
                        ConfigDef.Importance.HIGH,
                        "Start of every topic's name.");
        Map<String, String> properties = new TreeMap<>(Map.of(BOOTSTRAP, "127.0.0.1:19092"));
        if (config != null) {
            var read = PartCommand.read(config);
            read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        }
        if (kafka != null) {
            properties.put(BOOTSTRAP, kafka);
        }
        return Settings.parse(definition, properties);
    }
}
