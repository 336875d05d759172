package dev.logway.bench.report;

import java.util.List;

/** Something that must be known to read the figures, such as the processor's name. */
public record Fact(String name, String value) {

    /** Which flags the measured JVMs were given beside their own. */
    public static Fact jvmFlags(List<String> flags) {
        return new Fact("more JVM flags", flags.isEmpty() ? "none" : String.join(" ", flags));
    }
}
