package dev.logway.standalone.cli;

import dev.logway.api.ApiConfig;
import dev.logway.edge.EdgeConfig;
import dev.logway.projector.ProjectorConfig;
import dev.logway.standalone.broker.BrokerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logway config PART}: each setting with its default and meaning, from the definitions themselves. */
@Command(name = "config", description = "List the settings of a part.", mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PART", description = "broker, projector, command-api or edge.")
    private String part = "";

    @Option(names = "--markdown", description = "As a table for documents.")
    private boolean markdown;

    @Override
    public Integer call() {
        ConfigDef definition = definitions().get(part);
        if (definition == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no part '" + part + "' (expected: "
                            + String.join(", ", definitions().keySet()) + ")");
        }
        var listing = new SettingsListing(definition);
        spec.commandLine().getOut().print(markdown ? listing.markdown() : listing.text());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Every part's settings, by the name of its command. */
    static Map<String, ConfigDef> definitions() {
        var definitions = new LinkedHashMap<String, ConfigDef>();
        definitions.put("broker", BrokerConfig.definition());
        definitions.put("projector", ProjectorConfig.definition());
        definitions.put("command-api", ApiConfig.definition());
        definitions.put("edge", EdgeConfig.definition());
        return definitions;
    }
}
