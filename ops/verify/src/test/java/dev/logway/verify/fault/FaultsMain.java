package dev.logway.verify.fault;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Workspace;
import dev.logway.verify.fault.cluster.Cluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The long form of the fault suite, which {@code .ci/faults} starts. */
@Command(
        name = "faults",
        description =
                "Break an installation of three brokers, two projectors, two command APIs and four edges under load,"
                        + " one fault a round, and look after each round whether anything was lost. Linux only.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was lost",
            "1:something was, or the installation did not come to rest",
            "2:wrong usage"
        })
public final class FaultsMain implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "30", description = "No round begins after this.")
    private int minutes;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "20", description = "Rounds of each fault at most.")
    private int roundsOfEach;

    @Option(names = "--seed", paramLabel = "N", description = "Draws faults, targets and durations; random if absent.")
    private @Nullable Long seed;

    @Option(names = "--only", paramLabel = "TEXT", defaultValue = "", description = "Only faults whose name has this.")
    private String only = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Write the tables as Markdown to FILE.")
    private @Nullable Path out;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "Where the installation keeps its files while it runs.")
    private Path work = Path.of("");

    @Option(names = "--keep", description = "Keep those files, logs among them.")
    private boolean keep;

    private FaultsMain() {}

    public static void main(String[] arguments) {
        // Clients say much about brokers that are away.
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.ERROR);
        System.exit(new CommandLine(new FaultsMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        long first = seed == null ? System.nanoTime() : seed;
        PrintWriter err = spec.commandLine().getErr();
        var rounds = new ArrayList<Round>();
        boolean isWhole = false;
        say(err, "seed " + first);
        try (var workspace = Workspace.in(work, keep ? Workspace.Fate.KEPT : Workspace.Fate.DELETED)) {
            say(err, "files in " + workspace.path());
            try (var suite = FaultSuite.start(workspace, Cluster.Size.FULL, first)) {
                run(suite, first, rounds, err);
                isWhole = true;
            } catch (BenchException | IllegalStateException e) {
                say(err, "stopped: " + e.getMessage());
            }
        }
        if (!rounds.isEmpty()) {
            report(first, rounds);
        }
        return isWhole && rounds.stream().allMatch(round -> round.problems().isEmpty()) ? 0 : 1;
    }

    private void run(FaultSuite suite, long first, List<Round> rounds, PrintWriter err) {
        List<Fault> faults = Faults.all().stream()
                .filter(fault -> fault.name().contains(only))
                .filter(fault -> isPossible(suite, fault, err))
                .toList();
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        for (int turn = 0; turn < roundsOfEach; turn++) {
            var shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, new Random(first + turn));
            for (Fault fault : shuffled) {
                if (System.nanoTime() >= end) {
                    return;
                }
                int number = rounds.size() + 1;
                Round round = suite.round(number, fault, first + number, what -> say(err, number + ", " + what));
                rounds.add(round);
                say(err, FaultReport.line(round).strip());
                round.problems().forEach(problem -> say(err, "PROBLEM " + problem));
            }
        }
    }

    private static boolean isPossible(FaultSuite suite, Fault fault, PrintWriter err) {
        boolean possible = suite.isPossible(fault);
        if (!possible) {
            say(err, "left out, this machine does not allow it: " + fault.name());
        }
        return possible;
    }

    private void report(long first, List<Round> rounds) throws IOException {
        String text = "Seed " + first + ".\n\n" + FaultReport.of(rounds);
        if (out == null) {
            spec.commandLine().getOut().println(text);
        } else {
            Files.writeString(out, text);
        }
    }

    private static void say(PrintWriter err, String what) {
        err.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + what);
        err.flush();
    }
}
