package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that may be installed here. */
public final class Tools {
    private static final List<String> SYSTEM_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");
    private static final long USUAL_TICKS_PER_SECOND = 100;

    private Tools() {}

    /** Where {@code name} is, on the {@code PATH} or where daemons are installed. */
    public static Optional<Path> find(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(Arrays.stream(path.split(":")), SYSTEM_DIRECTORIES.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line that {@code name} says of its version; empty if it is not installed. */
    public static Optional<String> version(String name, String flag) {
        return find(name)
                .flatMap(path -> firstLine(List.of(path.toString(), flag)))
                .map(line -> line.replaceFirst("(?i)^nginx version: ", "").replaceFirst(" +- +http.*", ""));
    }

    /** The unit of {@code /proc/PID/stat}. */
    static long ticksPerSecond() {
        return firstLine(List.of("getconf", "CLK_TCK")).map(Long::parseLong).orElse(USUAL_TICKS_PER_SECOND);
    }

    private static Optional<String> firstLine(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
