package dev.logway.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BenchCliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Set<String> benchmarks() {
        return BenchCli.commandLine().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void everyBenchmarkTellsWhatItDoes(String bench) {
        assertEquals(0, run(bench, "--help"));
        assertTrue(out.toString().contains("--json=FILE"), out.toString());
        assertTrue(out.toString().contains("--markdown"), out.toString());
    }

    @Test
    void unknownOptionsAreWrongUsage() {
        assertEquals(2, run("proxy", "--fast"));
        assertTrue(err.toString().contains("--fast"), err.toString());
    }

    @Test
    void aWorkDirectoryThatCannotBeIsOneLine() {
        assertEquals(1, run("start", "--work", "/proc/none"));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("choose another with --work"), err.toString());
    }

    private int run(String... arguments) {
        return BenchCli.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
