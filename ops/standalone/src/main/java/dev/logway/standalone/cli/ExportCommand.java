package dev.logway.standalone.cli;

import dev.logway.standalone.audit.LogReadException;
import dev.logway.standalone.audit.Records;
import dev.logway.wire.ExportWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logway export}: a group's whole history in one file. */
@Command(
        name = "export",
        description = "Write a group's whole history into an Avro container file, for 'logway verify --from-file'.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--group", paramLabel = "GROUP", required = true, description = "The gateway group.")
    private String group = "";

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "The file to write.")
    private Path to = Path.of("");

    @Mixin
    private LogOptions log = new LogOptions();

    @Override
    public Integer call() {
        Logging.quiet();
        Progress progress = Progress.onTerminal(spec.commandLine().getErr(), "Exporting");
        Path temporary = to.resolveSibling(to.getFileName() + ".part");
        try (Records records = log.open(group)) {
            long count;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary));
                    var file = ExportWriter.begin(out, records.scope(), records.topics(), records.sealedBefore())) {
                records.forEach(
                        record -> {
                            try {
                                file.add(record);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                            return true;
                        },
                        progress.bar());
                count = file.count();
                file.end();
            }
            Files.move(temporary, to, StandardCopyOption.REPLACE_EXISTING);
            progress.clear();
            spec.commandLine()
                    .getOut()
                    .println(to + ": " + count + " records of " + records.scope() + ", " + Files.size(to) + " bytes");
            return 0;
        } catch (IOException | UncheckedIOException e) {
            throw new LogReadException(to + " cannot be written (" + e.getMessage() + ")", e);
        }
    }
}
