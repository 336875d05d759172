package dev.logway.bench.machine;

import dev.logway.bench.report.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;

/** The machine and the software that figures come from. */
public final class Machine {
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");
    private static final Pattern SYSTEM = Pattern.compile("(?m)^PRETTY_NAME=\"?([^\"\\n]+)\"?$");
    private static final double KIB_PER_GIB = 1024 * 1024;

    private Machine() {}

    /**
     * @param version of Logway
     * @param work where the broker's files lie, for its file system decides what a write costs */
    public static List<Fact> describe(String version, Path work) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("CPU", cpuModel(read("/proc/cpuinfo")).orElse(System.getProperty("os.arch"))));
        facts.add(new Fact("cores", String.valueOf(Runtime.getRuntime().availableProcessors())));
        facts.add(new Fact("memory", memory(read("/proc/meminfo")).orElse("unknown")));
        facts.add(new Fact("system", systemName(read("/etc/os-release")).orElse(System.getProperty("os.name"))));
        facts.add(new Fact("kernel", System.getProperty("os.version")));
        facts.add(new Fact("file system", fileSystem(work)));
        facts.add(
                new Fact("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version")));
        facts.add(new Fact("Logway", version));
        facts.add(new Fact("Kafka", AppInfoParser.getVersion()));
        facts.add(new Fact("load at start", read("/proc/loadavg").strip()));
        return List.copyOf(facts);
    }

    /** The processor's name out of {@code /proc/cpuinfo}. */
    static Optional<String> cpuModel(String cpuinfo) {
        return first(MODEL, cpuinfo);
    }

    /** The size of memory out of {@code /proc/meminfo}. */
    static Optional<String> memory(String meminfo) {
        return first(MEMORY, meminfo)
                .map(kib -> String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(kib) / KIB_PER_GIB));
    }

    /** The distribution's name out of {@code /etc/os-release}. */
    static Optional<String> systemName(String release) {
        return first(SYSTEM, release);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    private static String fileSystem(Path work) {
        try {
            return Files.getFileStore(work).type();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }
}
