package dev.logway.bench.machine;

import dev.logway.bench.process.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What another JVM of this machine and user holds after a collection of its garbage, as {@code jcmd} tells.
 *
 * @param heapMib what is left of its heap
 * @param directMib memory beside the heap that the program itself asked for: its direct buffers; 0 if that is not tracked
 */
public record Jvm(double heapMib, double directMib) {
    /** JVM flag without which direct memory is unknown. */
    public static final String TRACK_NATIVE_MEMORY = "-XX:NativeMemoryTracking=summary";

    private static final String COMMANDS = "GC.run\nGC.heap_info\nVM.native_memory summary scale=KB\n";

    /** One line for each generation, whatever the collector; classes have a line of their own that starts otherwise. */
    private static final Pattern HEAP =
            Pattern.compile("(?m)^ *(?:DefNew|Tenured|garbage-first heap|PSYoungGen|ParOldGen) .*, used (\\d+)K");

    private static final Pattern OTHER = Pattern.compile("(?m)^-\\s+Other \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final double KIB_PER_MIB = 1024;

    /** @throws BenchException if {@code process} is no JVM, one of another user, or one with another collector */
    public static Jvm of(ProcessHandle process) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "-f", "/dev/stdin")
                    .redirectErrorStream(true)
                    .start();
            try (var commands = asked.getOutputStream()) {
                commands.write(COMMANDS.getBytes(StandardCharsets.US_ASCII));
            }
            return parse(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BenchException("jcmd: " + e.getMessage(), e);
        }
    }

    /** The same out of what {@code jcmd} prints. */
    static Jvm parse(String printed) {
        if (!HEAP.matcher(printed).find()) {
            throw new BenchException("jcmd tells nothing of the heap: " + printed.strip());
        }
        return new Jvm(mib(HEAP.matcher(printed)), mib(OTHER.matcher(printed)));
    }

    private static double mib(Matcher kib) {
        return kib.results().mapToLong(found -> Long.parseLong(found.group(1))).sum() / KIB_PER_MIB;
    }
}
