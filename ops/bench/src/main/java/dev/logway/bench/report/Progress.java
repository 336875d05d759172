package dev.logway.bench.report;

import java.io.PrintWriter;

/** Says on the terminal what is being done, for benchmarks take a while. */
public final class Progress {
    private final PrintWriter err;
    private final String bench;

    public Progress(PrintWriter err, String bench) {
        this.err = err;
        this.bench = bench;
    }

    /** One line. */
    public void show(String what) {
        err.println(bench + ": " + what);
        err.flush();
    }
}
