package dev.logway.standalone.cli;

import dev.logway.replay.ReplayException;
import dev.logway.standalone.audit.ConfigRebuild;
import dev.logway.wire.UndecodableException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logway replay}: a group's config topic, made again from its events. */
@Command(
        name = "replay",
        description = "Make a group's config topic, from which edges serve, what its events say: after it was lost or"
                + " damaged, or on a new cluster. Traffic and changes go on; only what differs is written.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the topic is what the events say",
            "1:it cannot be read or written",
            "2:wrong usage",
            "3:the events themselves are damaged; nothing was written"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--group", paramLabel = "GROUP", required = true, description = "The gateway group.")
    private String group = "";

    @Mixin
    private LogOptions log = new LogOptions();

    @Override
    public Integer call() {
        Logging.quiet();
        Progress progress = Progress.onTerminal(spec.commandLine().getErr(), "Replaying");
        try {
            ConfigRebuild.Result result = log.rebuild(group).run(progress.bar());
            progress.clear();
            spec.commandLine()
                    .getOut()
                    .println("group/" + group + " is at revision " + result.revision() + "; "
                            + (result.written() == 0
                                    ? "its config topic was as it must be"
                                    : result.written() + " records were written to its config topic"));
            return 0;
        } catch (ReplayException | UndecodableException e) {
            progress.clear();
            spec.commandLine().getErr().println("logway: " + e.getMessage());
            return VerifyCommand.DIVERGED;
        }
    }
}
