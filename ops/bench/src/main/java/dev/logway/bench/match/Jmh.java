package dev.logway.bench.match;

import dev.logway.bench.process.BenchException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks in JVMs of their own, in silence. */
record Jmh(MatchPlan plan) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int WARM_UPS = 5;
    private static final int ITERATIONS = 5;

    /** With a small heap, and not with this JVM's flags, which serve its start. */
    private static final List<String> FLAGS =
            List.of("-Xms2g", "-Xmx2g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /** A benchmark's mean and the bytes it allocated, each for one operation. */
    record Figures(double time, double error, double bytes) {}

    /**
     * Runs one method.
     *
     * @param routes for its parameter of that name
     */
    Figures run(Class<?> benchmark, String method, int routes) {
        var iteration = TimeValue.milliseconds(plan.iteration().toMillis());
        Options options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .param("routes", String.valueOf(routes))
                .forks(plan.forks())
                .warmupIterations(WARM_UPS)
                .warmupTime(iteration)
                .measurementIterations(ITERATIONS)
                .measurementTime(iteration)
                .shouldFailOnError(true)
                .jvmArgs(flags().toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .build();
        try (var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            OutputFormat silent = OutputFormatFactory.createFormatInstance(out, VerboseMode.SILENT);
            Collection<RunResult> results = new Runner(options, silent).run();
            return figures(results.iterator().next());
        } catch (RunnerException e) {
            throw new BenchException("JMH cannot run " + method + ": " + e.getMessage(), e);
        }
    }

    /** The JVM flags of what is measured. */
    List<String> flags() {
        var flags = new ArrayList<>(FLAGS);
        flags.addAll(plan.jvmFlags());
        return List.copyOf(flags);
    }

    private static Figures figures(RunResult result) {
        var allocated = result.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new BenchException("JMH does not say what was allocated");
        }
        return new Figures(
                result.getPrimaryResult().getScore(), result.getPrimaryResult().getScoreError(), allocated.getScore());
    }
}
