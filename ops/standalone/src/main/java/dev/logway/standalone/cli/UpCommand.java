package dev.logway.standalone.cli;

import dev.logway.standalone.up.DataDirectory;
import dev.logway.standalone.up.PortCheck;
import dev.logway.standalone.up.Standalone;
import dev.logway.standalone.up.UpOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logway up}: everything in this process, until a signal ends it. */
@Command(
        name = "up",
        description = "Run everything on this machine: broker, projector, command API, edges and a first route.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".logway", description = "Where everything is kept.")
    private Path data = Path.of(".logway");

    @Option(names = "--admin-port", paramLabel = "PORT", defaultValue = "9180", description = "The command API.")
    private int adminPort;

    @Option(
            names = "--edge-port",
            paramLabel = "PORT",
            defaultValue = "9080",
            description = "The first edge; the next edges take the next ports.")
    private int edgePort;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            defaultValue = "9443",
            description = "The first edge's HTTPS; likewise.")
    private int httpsPort;

    @Option(
            names = "--status-port",
            paramLabel = "PORT",
            defaultValue = "7085",
            description = "The first edge's status and metrics; likewise.")
    private int statusPort;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "19092", description = "The embedded broker.")
    private int kafkaPort;

    @Option(names = "--echo-port", paramLabel = "PORT", defaultValue = "9070", description = "The echo upstream.")
    private int echoPort;

    @Option(names = "--edges", paramLabel = "N", defaultValue = "2", description = "How many edge nodes, 1 to 16.")
    private int edges;

    @Option(names = "--no-sample", description = "Make no route at the first start, and run no echo upstream.")
    private boolean noSample;

    @Override
    public Integer call() throws InterruptedException {
        long started = System.nanoTime();
        var options = new UpOptions(
                data,
                new UpOptions.Ports(adminPort, edgePort, httpsPort, statusPort, kafkaPort, echoPort),
                edges,
                noSample ? UpOptions.Sample.WITHOUT_SAMPLE : UpOptions.Sample.WITH_SAMPLE);
        // Before the first log line: until then there is no place for one.
        Logging.quiet();
        DataDirectory directory = DataDirectory.open(options.data());
        PortCheck.check(options);
        Logging.toFile(directory.resolve("logs"));
        run(options, directory, started);
        return 0;
    }

    private void run(UpOptions options, DataDirectory directory, long started) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var progress = Progress.onTerminal(spec.commandLine().getErr(), "Starting");
        var ended = new CountDownLatch(1);
        Standalone standalone;
        try {
            standalone = Standalone.start(options, directory, progress::show);
        } finally {
            progress.clear();
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(() -> {
            standalone.close();
            Logging.stop();
            ended.countDown();
        }));
        out.print(Banner.of(standalone, System.nanoTime() - started));
        out.flush();
        ended.await();
    }
}
