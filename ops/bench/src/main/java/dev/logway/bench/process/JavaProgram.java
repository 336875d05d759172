package dev.logway.bench.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that run a class of this program's own class path on its own JVM, with its own JVM flags. */
public final class JavaProgram {
    private JavaProgram() {}

    /**
     * The command line of {@code mainClass}.
     *
     * @param more JVM flags behind our own, which they override
     */
    public static List<String> command(String mainClass, List<String> more, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(JavaProgram::isForChildren)
                .toList());
        command.addAll(more);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** Debuggers and recordings of the benchmark are not meant for what it measures. */
    private static boolean isForChildren(String flag) {
        return !flag.startsWith("-agent")
                && !flag.startsWith("-javaagent")
                && !flag.startsWith("-XX:StartFlightRecording")
                && !flag.startsWith("-Dcom.sun.management");
    }
}
