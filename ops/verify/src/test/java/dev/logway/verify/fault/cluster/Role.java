package dev.logway.verify.fault.cluster;

import java.util.List;
import java.util.Locale;

/** What a process of the installation is, in the order in which they are started. */
public enum Role {
    UPSTREAM("-Xmx32m"),
    BROKER("-Xmx320m"),
    PROJECTOR("-Xmx192m"),
    COMMAND_API("-Xmx192m"),
    EDGE("-Xmx128m");

    private final String heap;

    Role(String heap) {
        this.heap = heap;
    }

    /** As in {@code logway PART}. */
    String part() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Many processes on few processors: little heap, and no compiler that takes long. */
    List<String> jvmFlags() {
        return List.of(
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }
}
