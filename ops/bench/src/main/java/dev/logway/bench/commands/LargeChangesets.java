package dev.logway.bench.commands;

import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Logway;
import dev.logway.bench.system.Watch;
import dev.logway.bench.system.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Changesets of many new routes, one after the other; each is taken away again before the next. */
final class LargeChangesets {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(2);
    private static final Duration SERVED_LIMIT = Duration.ofSeconds(60);
    private static final String CHANGESETS = CommandsBench.GROUP_PATH + "/changesets";

    private final CommandsPlan plan;
    private final Progress progress;
    private final Logway logway;
    private final Admin admin;

    LargeChangesets(CommandsPlan plan, Progress progress, Logway logway, Admin admin) {
        this.plan = plan;
        this.progress = progress;
        this.logway = logway;
        this.admin = admin;
    }

    /** Times of one changeset in s, and processor time in s. */
    private record Run(double accepted, double served, double cpu) {}

    Table run(List<String> faults) {
        var runs = new ArrayList<Run>();
        try (var watches = Watches.open(logway.edgePorts(), POLL_INTERVAL, SERVED_LIMIT)) {
            for (int i = 1; i <= plan.changesets(); i++) {
                progress.show("changeset " + i + " of " + plan.changesets() + ", " + plan.routes() + " routes");
                runs.add(changeset(i, watches, faults));
                remove(i);
            }
        }
        var rows = new ArrayList<Row>();
        rows.add(row("first, on a system that just started", runs.getFirst()));
        if (runs.size() > 1) {
            List<Run> later = runs.subList(1, runs.size());
            rows.add(row(
                    "median of " + later.size() + " more",
                    new Run(median(later, Run::accepted), median(later, Run::served), median(later, Run::cpu))));
        }
        return new Table(
                "One changeset of " + plan.routes() + " routes",
                "changeset",
                List.of(Column.seconds("accepted"), Column.seconds("served by every edge"), Column.seconds("CPU")),
                rows);
    }

    private Run changeset(int number, Watches watches, List<String> faults) {
        byte[] post = admin.postRequest(
                CHANGESETS,
                Documents.putRoutes(0, plan.routes(), i -> id(number, i), i -> uri(number, i), CommandsBench.UPSTREAM));
        Watches.Watching watching = watches.begin(uri(number, plan.routes() - 1));
        Duration before = ProcessorTime.of(logway.handle());
        long sent = System.nanoTime();
        admin.send(post);
        long accepted = System.nanoTime();
        long served = accepted;
        for (Watch.Sighting sighting : watching.await()) {
            if (!sighting.isServed() || !sighting.unexpected().isEmpty()) {
                faults.add("changeset " + number + ": an edge answered " + sighting.unexpected()
                        + (sighting.isServed() ? "" : " and never 200"));
            }
            served = Math.max(served, sighting.servedNanos());
        }
        Duration cpu = ProcessorTime.of(logway.handle()).minus(before);
        return new Run((accepted - sent) / 1e9, (served - sent) / 1e9, cpu.toNanos() / 1e9);
    }

    private void remove(int number) {
        admin.post(CHANGESETS + "?force=true", Documents.deleteRoutes(0, plan.routes(), i -> id(number, i)));
    }

    private static Row row(String label, Run run) {
        return Row.of(label, Cell.of(run.accepted), Cell.atMost(5, run.served), Cell.of(run.cpu));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Medians.of(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String id(int number, int route) {
        return "set-" + number + "-" + route;
    }

    private static String uri(int number, int route) {
        return "/set/" + number + "/" + route;
    }
}
