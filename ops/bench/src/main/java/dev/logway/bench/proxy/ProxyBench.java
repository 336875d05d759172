package dev.logway.bench.proxy;

import dev.logway.bench.http.Request;
import dev.logway.bench.load.Generator;
import dev.logway.bench.load.LoadEngine;
import dev.logway.bench.load.LoadPlan;
import dev.logway.bench.load.LoadResult;
import dev.logway.bench.load.Pace;
import dev.logway.bench.load.Rate;
import dev.logway.bench.machine.Pinning;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.machine.Tools;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.system.StaticOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Measures one edge on one core beside nginx and HAProxy, over the same origin in the same run. The proxies share the
 * first core and take turns on it; origin, load generator and control plane share the second.
 */
public final class ProxyBench {
    private static final double SHARE_OF_SLOWEST = 0.7;
    private static final Duration GENERATOR_WARM_UP = Duration.ofSeconds(5);

    private final ProxyPlan plan;
    private final Progress progress;
    private final List<String> faults = new ArrayList<>();

    public ProxyBench(ProxyPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if one of the proxies does not start or breaks down */
    public Findings run(Workspace workspace) {
        progress.show("starting origin, control plane and proxies");
        try (var field = Field.start(workspace, plan);
                var engine = new LoadEngine()) {
            Pinning.moveOurselvesToSecondCore();
            Generator generator = Generator.of(plan.generator(), engine, workspace.path());
            warmUp(field, engine, generator);
            var race = new Race(field.contenders(), plan.rounds());
            Rate alone = generator.run(field.origin().port(), Field.PATH, plan.connections(), plan.measured());
            var fullSpeed = new Standings(race.run(contender -> atFullSpeed(contender, generator)), plan.accessLog());
            double perSecond = plan.perSecond() == null ? SHARE_OF_SLOWEST * fullSpeed.slowest() : plan.perSecond();
            var fixedRate =
                    new Standings(race.run(contender -> atFixedRate(contender, engine, perSecond)), plan.accessLog());
            return new Findings(
                    settings(field, generator),
                    List.of(fullSpeed.atFullSpeed(), fixedRate.atFixedRate(perSecond)),
                    notes(field, alone),
                    faults);
        } finally {
            Pinning.moveOurselvesToAllCores();
        }
    }

    private void warmUp(Field field, LoadEngine engine, Generator generator) {
        progress.show("warming up, " + plan.warmUp().toSeconds() + " s");
        byte[] request = Request.get(Field.PATH);
        engine.run(new LoadPlan(
                field.origin().port(), plan.connections(), () -> request, new Pace.Unbounded(), GENERATOR_WARM_UP));
        for (Contender contender : field.contenders()) {
            Duration duration = contender.name().equals(Field.EDGE) ? plan.warmUp() : contender.settle();
            generator.run(contender.port(), Field.PATH, plan.connections(), duration);
        }
    }

    private Measurement atFullSpeed(Contender contender, Generator generator) {
        progress.show(contender.name() + " at full speed");
        generator.run(contender.port(), Field.PATH, plan.connections(), contender.settle());
        OptionalLong allocated = contender.allocatedBytes();
        Duration before = ProcessorTime.of(contender.process());
        Rate rate = generator.run(contender.port(), Field.PATH, plan.connections(), plan.measured());
        Duration used = ProcessorTime.of(contender.process()).minus(before);
        double bytes = allocated.isEmpty()
                ? Double.NaN
                : (double) (contender.allocatedBytes().orElseThrow() - allocated.getAsLong())
                        / Math.max(1, rate.requests());
        if (rate.failures() > 0) {
            faults.add(contender.name() + " at full speed: " + rate.failures() + " failures");
        }
        return new Measurement(
                rate.perSecond(),
                Measurement.orNaN(rate.p50Millis()),
                Measurement.orNaN(rate.p99Millis()),
                micros(used, rate.requests()),
                bytes);
    }

    private Measurement atFixedRate(Contender contender, LoadEngine engine, double perSecond) {
        progress.show(String.format(Locale.ROOT, "%s at %,.0f requests/s", contender.name(), perSecond));
        byte[] request = Request.get(Field.PATH);
        var pace = new Pace.Fixed(perSecond);
        engine.run(new LoadPlan(contender.port(), plan.connections(), () -> request, pace, contender.settle()));
        Duration before = ProcessorTime.of(contender.process());
        LoadResult result =
                engine.run(new LoadPlan(contender.port(), plan.connections(), () -> request, pace, plan.measured()));
        Duration used = ProcessorTime.of(contender.process()).minus(before);
        if (result.failures() > 0) {
            faults.add(contender.name() + " at a fixed rate: " + result.failuresInWords());
        }
        return new Measurement(
                result.successesPerSecond(),
                result.latency().millisAt(50),
                result.latency().millisAt(99),
                micros(used, result.answers()),
                Double.NaN);
    }

    private static double micros(Duration used, long requests) {
        return used.toNanos() / 1e3 / Math.max(1, requests);
    }

    private List<Fact> settings(Field field, Generator generator) {
        var settings = new ArrayList<Fact>();
        settings.add(new Fact("connections", String.valueOf(plan.connections())));
        settings.add(new Fact("rounds", plan.rounds() + " of " + plan.measured().toSeconds() + " s"));
        settings.add(new Fact("routes", String.valueOf(plan.routes())));
        settings.add(new Fact("warm-up of the edge", plan.warmUp().toSeconds() + " s"));
        settings.add(new Fact("access log", plan.accessLog() == AccessLog.ON ? "a file of each" : "none"));
        settings.add(new Fact("generator", generator.name() + "; at a fixed rate: own"));
        settings.add(new Fact("origin", field.origin().name() + ", " + StaticOrigin.BODY_BYTES + " bytes"));
        settings.add(new Fact(
                "cores",
                Pinning.isPossible()
                        ? "proxy on core 0, all else on core 1"
                        : "not pinned (that needs taskset and two cores)"));
        Tools.version("nginx", "-v").ifPresent(version -> settings.add(new Fact("nginx", version)));
        Tools.version("haproxy", "-v").ifPresent(version -> settings.add(new Fact("HAProxy", version)));
        settings.add(Fact.jvmFlags(plan.jvmFlags()));
        return settings;
    }

    private List<String> notes(Field field, Rate alone) {
        var notes = new ArrayList<String>();
        notes.add(String.format(
                Locale.ROOT,
                "The origin alone, without a proxy, answered %,.0f requests/s to the same generator.",
                alone.perSecond()));
        notes.add("CPU is user and system time of the proxy's processes alone; all of them add X-Forwarded-* headers.");
        if (plan.accessLog() == AccessLog.ON) {
            notes.add("HAProxy takes no part, because it writes its access log to a log daemon only.");
        }
        field.missing().forEach(name -> notes.add(name + " is not installed here, so nothing is compared with it."));
        return notes;
    }
}
