package dev.logway.bench.replay;

import dev.logway.bench.history.SmallChanges;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import dev.logway.replay.Audit;
import dev.logway.replay.ConfigFold;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Measures how many events a second one thread folds again, out of memory. */
public final class ReplayBench {
    private static final double NANOS = 1e9;
    private static final Topics TOPICS = Topics.byDefault();

    private final ReplayPlan plan;
    private final Progress progress;

    public ReplayBench(ReplayPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** One run, in events a second: by the clock, and by the processor's time of all threads. */
    private record Run(double perSecond, double perCpuSecond) {}

    /** Folds all events, and answers the revision that was reached. */
    @FunctionalInterface
    private interface Fold {
        long over(List<LoggedRecord> events);
    }

    /** @throws BenchException if the events do not fold */
    public Findings run() {
        var changes = new SmallChanges("bench", plan.routes());
        progress.show(String.format(Locale.ROOT, "deciding %,d commands", plan.events()));
        List<LoggedRecord> events = RecordedEvents.of(changes, plan.events());
        var rows = new ArrayList<Row>();
        rows.add(row("config topic made again (`replay`)", events, each -> fold(changes, each)));
        rows.add(row("chain, digests and fold checked (`verify`)", events, each -> audit(changes, each)));
        double bytes = events.stream()
                .mapToLong(event -> event.value() == null ? 0 : event.value().length)
                .average()
                .orElse(0);
        return new Findings(
                List.of(
                        new Fact("events", String.format(Locale.ROOT, "%,d of %.0f bytes", plan.events(), bytes)),
                        new Fact("resources", String.valueOf(plan.routes() + 2)),
                        new Fact("runs", plan.runs() + " after " + plan.warmUps() + " to warm up")),
                List.of(new Table(
                        "Events folded again by one thread",
                        "what",
                        List.of(Column.count("events/s"), Column.count("events per CPU second")),
                        rows)),
                List.of("The events lie in memory; each figure is the median of the runs."),
                List.of());
    }

    private Row row(String label, List<LoggedRecord> events, Fold fold) {
        var runs = new ArrayList<Run>();
        for (int i = 0; i < plan.warmUps() + plan.runs(); i++) {
            progress.show(label + ", run " + (i + 1) + " of " + (plan.warmUps() + plan.runs()));
            Run run = run(events, fold);
            if (i >= plan.warmUps()) {
                runs.add(run);
            }
        }
        return Row.of(
                label, Cell.atLeast(400_000, median(runs, Run::perSecond)), Cell.of(median(runs, Run::perCpuSecond)));
    }

    private Run run(List<LoggedRecord> events, Fold fold) {
        Duration cpu = ProcessorTime.ofOurs();
        long begin = System.nanoTime();
        long reached = fold.over(events);
        double seconds = (System.nanoTime() - begin) / NANOS;
        double cpuSeconds = ProcessorTime.ofOurs().minus(cpu).toNanos() / NANOS;
        if (reached != events.size()) {
            throw new BenchException("the events fold to revision " + reached + " (expected: " + events.size() + ")");
        }
        return new Run(events.size() / seconds, events.size() / cpuSeconds);
    }

    private static long fold(SmallChanges changes, List<LoggedRecord> events) {
        var fold = new ConfigFold(changes.scope());
        events.forEach(fold::accept);
        return fold.revision();
    }

    private static long audit(SmallChanges changes, List<LoggedRecord> events) {
        var audit = new Audit(changes.scope(), TOPICS, 0, null);
        for (LoggedRecord event : events) {
            audit.accept(event).ifPresent(divergence -> {
                throw new BenchException(divergence.toString());
            });
        }
        return audit.findings().revision();
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Medians.of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
