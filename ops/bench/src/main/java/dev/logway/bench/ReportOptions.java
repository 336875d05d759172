package dev.logway.bench;

import dev.logway.bench.machine.Machine;
import dev.logway.bench.machine.OtherLoad;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.JsonReport;
import dev.logway.bench.report.MarkdownReport;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Report;
import dev.logway.bench.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every benchmark has, and the way from its findings to the terminal and the files. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
final class ReportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON to FILE.")
    private @Nullable Path json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the figures as JSON to DIR/BENCHMARK.json. Without this and --json they are printed.")
    private @Nullable Path out;

    @Option(names = "--markdown", description = "Print a block for docs/benchmarks.md instead of tables and JSON.")
    private boolean markdown;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "Where the measured system keeps its files while it runs (${DEFAULT-VALUE}).")
    private Path work = Path.of("");

    @Option(names = "--keep", description = "Keep those files, logs among them.")
    private boolean keep;

    /** Runs a benchmark in a workspace of its own, reports what it found, and gives the exit code. */
    int run(BiFunction<Workspace, Progress, Findings> benchmark) {
        String bench = spec.name();
        PrintWriter err = spec.commandLine().getErr();
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (var workspace = Workspace.in(work, keep ? Workspace.Fate.KEPT : Workspace.Fate.DELETED)) {
            var machine = Machine.describe(Version.current(), workspace.path());
            var otherLoad = new OtherLoad();
            Findings findings = benchmark.apply(workspace, new Progress(err, bench));
            var notes = new ArrayList<String>(findings.notes());
            notes.add(otherLoad.sentence());
            var report = new Report(
                    bench, command(), at, machine, findings.settings(), findings.tables(), notes, findings.faults());
            deliver(report);
            return report.isSound() ? 0 : BenchCli.FAILED;
        } finally {
            if (keep) {
                err.println(bench + ": files are kept below " + work);
            }
        }
    }

    /** These options as arguments, for a benchmark that is one of several. */
    List<String> arguments() {
        var arguments = new ArrayList<String>(List.of("--work", work.toString()));
        if (out != null) {
            arguments.addAll(List.of("--out", out.toString()));
        }
        if (markdown) {
            arguments.add("--markdown");
        }
        if (keep) {
            arguments.add("--keep");
        }
        return arguments;
    }

    private void deliver(Report report) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(markdown ? MarkdownReport.of(report) : TextReport.of(report));
        Path file = json != null ? json : out != null ? out.resolve(report.bench() + ".json") : null;
        if (file != null) {
            write(file, JsonReport.of(report));
        } else if (!markdown) {
            terminal.println(JsonReport.of(report));
        }
        terminal.flush();
    }

    private static void write(Path file, String text) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new BenchException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** What was typed, without the options that only say where the figures go. */
    private String command() {
        var words = new ArrayList<String>(List.of("./logway", "bench"));
        var typed = spec.root().commandLine().getParseResult().originalArgs().iterator();
        while (typed.hasNext()) {
            String word = typed.next();
            switch (word) {
                case "--json", "--out", "--work" -> typed.next();
                case "--markdown", "--keep" -> {
                    continue;
                }
                default -> words.add(word);
            }
        }
        return String.join(" ", words);
    }
}
