package dev.logway.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.replay.Audit;
import dev.logway.replay.CheckpointSignature;
import dev.logway.replay.Divergence;
import dev.logway.standalone.audit.FileRecords;
import dev.logway.standalone.audit.LogReadException;
import dev.logway.standalone.audit.Records;
import dev.logway.wire.UndecodableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logway verify}: whether a group's history is what the projector wrote. */
@Command(
        name = "verify",
        description = "Read a group's whole history again, from the log or an export, and hold its parts against each"
                + " other: the chain of events, what they fold to, checkpoints and their signatures, the config topic.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is as it must be",
            "1:it cannot be read",
            "2:wrong usage",
            "3:something was found that is not as it must be, and is named"
        })
final class VerifyCommand implements Callable<Integer> {
    static final int DIVERGED = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--group", paramLabel = "GROUP", required = true, description = "The gateway group.")
    private String group = "";

    @Option(
            names = "--from-file",
            paramLabel = "FILE",
            description = "What 'logway export' wrote; without it the log is read.")
    private @Nullable Path file;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "PEM file of the Ed25519 key by which every checkpoint must be signed.")
    private @Nullable Path publicKey;

    @Mixin
    private LogOptions log = new LogOptions();

    @Override
    public Integer call() {
        Logging.quiet();
        PublicKey key = publicKey == null ? null : read(publicKey);
        Progress progress = Progress.onTerminal(spec.commandLine().getErr(), "Verifying");
        try (Records records = file == null ? log.open(group) : FileRecords.open(file)) {
            if (!records.scope().name().equals(group)) {
                throw new IllegalArgumentException("--group: " + group + " (expected: "
                        + records.scope().name() + ", whose history the file holds)");
            }
            var audit = new Audit(records.scope(), records.topics(), records.sealedBefore(), key);
            Optional<Divergence> found = run(records, audit, progress);
            progress.clear();
            return found.map(divergence -> report(records, divergence)).orElseGet(() -> report(records, audit));
        } catch (UndecodableException e) {
            progress.clear();
            spec.commandLine().getOut().println(file + ": " + e.getMessage());
            return DIVERGED;
        }
    }

    private static Optional<Divergence> run(Records records, Audit audit, Progress progress) {
        var found = new AtomicReference<>(Optional.<Divergence>empty());
        records.forEach(
                record -> {
                    found.set(audit.accept(record));
                    return found.get().isEmpty();
                },
                progress.bar());
        return found.get().or(audit::finish);
    }

    private int report(Records records, Divergence divergence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(records.scope() + " is not as it must be");
        out.println("  topic:     " + divergence.record().topic());
        out.println("  partition: " + divergence.record().partition());
        out.println("  offset:    " + divergence.record().offset());
        out.println("  key:       " + new String(divergence.record().key(), UTF_8));
        out.println("  in order up to revision " + divergence.revision());
        out.println("  expected:  " + divergence.expected());
        out.println("  found:     " + divergence.found());
        return DIVERGED;
    }

    private int report(Records records, Audit audit) {
        Audit.Findings findings = audit.findings();
        spec.commandLine()
                .getOut()
                .println(records.scope() + " is in order: " + findings.events() + " events up to revision "
                        + findings.revision() + ", " + findings.resources() + " resources, " + findings.checkpoints()
                        + " checkpoints"
                        + (publicKey == null ? " (signatures not looked at)" : ", " + findings.signed() + " signed"));
        return 0;
    }

    private static PublicKey read(Path file) {
        try {
            return CheckpointSignature.publicKey(Files.readString(file));
        } catch (IOException e) {
            throw new LogReadException(file + " cannot be read (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--public-key: " + file + " (" + e.getMessage() + ")", e);
        }
    }
}
