package dev.logway.bench.start;

import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import java.util.List;

/** Measures how long it takes until everything answers: the whole of {@code up}, and one edge with a large table. */
public final class StartBench {
    private final StartPlan plan;
    private final Progress progress;

    public StartBench(StartPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if something does not start */
    public Findings run(Workspace workspace) {
        return new Findings(
                List.of(
                        new Fact("runs", String.valueOf(plan.runs())),
                        new Fact("edges of up", String.valueOf(plan.edges())),
                        new Fact("routes of the edge", String.valueOf(plan.routes()))),
                List.of(new UpStarts(plan, progress).run(workspace), new EdgeStarts(plan, progress).run(workspace)),
                List.of("Times count from the birth of the process."),
                List.of());
    }
}
