package dev.logway.standalone.cli;

import dev.logway.standalone.audit.LogReadException;
import dev.logway.standalone.broker.BrokerStartException;
import dev.logway.standalone.up.StartException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code logway}. Exit codes: 0 done, 1 refused or failed, 2 wrong usage; commands may have more. */
@Command(
        name = "logway",
        description = "An API gateway whose control plane is a log.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "logway COMMAND --help tells more of one command."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            UpCommand.class,
            PartCommand.Broker.class,
            PartCommand.Projector.class,
            PartCommand.CommandApi.class,
            PartCommand.Edge.class,
            ExportCommand.class,
            VerifyCommand.class,
            ReplayCommand.class,
            ConfigCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class LogwayCli {
    static final int FAILED = 1;

    private LogwayCli() {}

    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        if (status != 0) {
            Logging.stop();
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new LogwayCli()).setExecutionExceptionHandler((e, commandLine, _) -> {
            commandLine.getErr().println("logway: " + oneLine(e));
            return FAILED;
        });
    }

    /** What is wrong, for a person at a terminal; the log has the rest. */
    private static String oneLine(Exception e) throws Exception {
        return switch (e) {
            case StartException known -> String.valueOf(known.getMessage());
            case BrokerStartException known -> String.valueOf(known.getMessage());
            case LogReadException known -> String.valueOf(known.getMessage());
            case ConfigException known -> String.valueOf(known.getMessage());
            case IllegalArgumentException known -> String.valueOf(known.getMessage());
            default -> throw e;
        };
    }
}
