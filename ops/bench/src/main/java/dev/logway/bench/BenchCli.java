package dev.logway.bench;

import dev.logway.bench.process.BenchException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code logway bench}. Exit codes: 0 measured, whether or not the targets were met; 1 failed, or something
 * was seen that must not happen; 2 wrong usage.
 */
@Command(
        name = "bench",
        description = "Measure Logway on this machine, with a system of its own on free ports.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "logway bench COMMAND --help tells more of one command."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            PropagationCommand.class,
            CommandsCommand.class,
            ProxyCommand.class,
            RoutesCommand.class,
            ChurnCommand.class,
            FailoverCommand.class,
            SoakCommand.class,
            IdleCommand.class,
            MatchCommand.class,
            StartCommand.class,
            ReplayCommand.class,
            HistoryCommand.class,
            FanoutCommand.class,
            AllCommand.class
        })
public final class BenchCli {
    static final int FAILED = 1;

    private BenchCli() {}

    public static void main(String[] arguments) {
        QuietLibraries.now();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    if (!(e instanceof BenchException)) {
                        throw e;
                    }
                    commandLine.getErr().println("logway bench: " + e.getMessage());
                    return FAILED;
                });
    }
}
