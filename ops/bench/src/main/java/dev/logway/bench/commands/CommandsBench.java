package dev.logway.bench.commands;

import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Table;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Logway;
import dev.logway.bench.system.StaticOrigin;
import java.util.ArrayList;
import java.util.List;

/** Measures how many commands a second are accepted, and how long one large changeset takes. */
public final class CommandsBench {
    static final String UPSTREAM = "bench";
    static final String GROUP_PATH = "/v1/groups/" + Admin.DEFAULT_GROUP;

    private final CommandsPlan plan;
    private final Progress progress;

    public CommandsBench(CommandsPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if the system does not start or breaks down */
    public Findings run(Workspace workspace) {
        progress.show("starting a system with " + plan.edges() + " edges");
        try (var origin = StaticOrigin.start();
                var logway = Logway.start(workspace, "data", plan.edges(), Logway.Placement.ANYWHERE);
                var admin = logway.admin()) {
            admin.put(GROUP_PATH + "/upstreams/" + UPSTREAM, Documents.upstream(origin.port()));
            var faults = new ArrayList<String>();
            var tables = new ArrayList<Table>();
            // First, so that the first changeset meets a system that has just started, as a user's does.
            tables.add(new LargeChangesets(plan, progress, logway, admin).run(faults));
            tables.add(new ConcurrentPuts(plan, progress, logway, admin).run(faults));
            return new Findings(settings(), tables, List.of(), faults);
        }
    }

    private List<Fact> settings() {
        return List.of(
                new Fact("connections", String.valueOf(plan.connections())),
                new Fact("edges", String.valueOf(plan.edges())),
                new Fact("routes in a changeset", String.valueOf(plan.routes())),
                new Fact("warm-up", plan.warmUp().toSeconds() + " s"),
                new Fact("measured", plan.measured().toSeconds() + " s"));
    }
}
