package dev.logway.bench.machine;

import java.time.Duration;
import java.util.Locale;

/** What others did on the machine while a benchmark ran: without it nobody knows what its figures are worth. */
public final class OtherLoad {
    private final long startedNanos = System.nanoTime();
    private final Duration machineAtStart = ProcessorTime.ofMachine();
    private final Duration oursAtStart = ProcessorTime.ofOurs();

    /** Cores that were busy with work that is not ours, on average since the start. */
    public double cores() {
        Duration machine = ProcessorTime.ofMachine().minus(machineAtStart);
        Duration ours = ProcessorTime.ofOurs().minus(oursAtStart);
        double elapsed = System.nanoTime() - startedNanos;
        return Math.max(0, (machine.toNanos() - ours.toNanos()) / elapsed);
    }

    /** {@link #cores} in a sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "Other processes kept %.2f of %d cores busy during the run.",
                cores(),
                Runtime.getRuntime().availableProcessors());
    }
}
