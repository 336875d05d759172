package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the threads of another JVM allocated since they were born, as {@code jcmd PID Thread.print -e} tells. */
public final class Allocation {
    private static final Pattern ALLOCATED = Pattern.compile(" allocated=(\\d+(?:\\.\\d+)?)([BKMG]) ");
    private static final double KIB = 1024;

    private Allocation() {}

    /** Bytes of all threads that live, each to a KiB or MiB; empty if {@code process} is no JVM. */
    public static OptionalLong bytes(ProcessHandle process) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "Thread.print", "-e")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            asked.getOutputStream().close();
            return bytes(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The sum over the threads in the output of {@code Thread.print -e}. */
    static OptionalLong bytes(String threads) {
        Matcher matcher = ALLOCATED.matcher(threads);
        double sum = 0;
        boolean isAny = false;
        while (matcher.find()) {
            isAny = true;
            sum += Double.parseDouble(matcher.group(1)) * unit(matcher.group(2));
        }
        return isAny ? OptionalLong.of(Math.round(sum)) : OptionalLong.empty();
    }

    private static double unit(String letter) {
        return switch (letter) {
            case "K" -> KIB;
            case "M" -> KIB * KIB;
            case "G" -> KIB * KIB * KIB;
            default -> 1;
        };
    }
}
