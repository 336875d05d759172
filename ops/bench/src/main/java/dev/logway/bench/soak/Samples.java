package dev.logway.bench.soak;

import dev.logway.bench.machine.Descriptors;
import dev.logway.bench.machine.Jvm;
import dev.logway.bench.machine.Memory;
import dev.logway.bench.machine.Threads;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a process held, looked at again and again. */
final class Samples {
    private final Map<Figure, List<Double>> taken = new EnumMap<>(Figure.class);

    /** Looks once more, after a collection. */
    void take(ProcessHandle process) {
        Jvm jvm = Jvm.of(process);
        add(Figure.HEAP, jvm.heapMib());
        add(Figure.DIRECT, jvm.directMib());
        add(Figure.RESIDENT, Memory.residentMib(process));
        add(Figure.DESCRIPTORS, (double) Descriptors.of(process));
        add(Figure.THREADS, (double) Threads.of(process));
    }

    void add(Figure figure, double value) {
        taken.computeIfAbsent(figure, _ -> new ArrayList<>()).add(value);
    }

    /** The last of each in a few words, for who waits. */
    String last() {
        var words = new ArrayList<String>();
        taken.forEach((figure, values) -> words.add(
                String.format(Locale.ROOT, "%s %.0f", figure.label().replaceFirst(",.*| .*", ""), values.getLast())));
        return String.join(", ", words);
    }

    Table table() {
        var rows = new ArrayList<Row>();
        taken.forEach((figure, values) -> {
            Growth growth = Growth.of(values);
            rows.add(Row.of(
                    figure.label(),
                    Cell.of(growth.first()),
                    Cell.of(growth.last()),
                    Cell.of(growth.highest()),
                    Cell.atMost(figure.most(), growth.added())));
        });
        return new Table(
                "What the edge holds",
                "of",
                List.of(
                        new Column("first fifth", "", 1),
                        new Column("last fifth", "", 1),
                        new Column("highest", "", 1),
                        new Column("growth", "", 1)),
                rows);
    }

    /** What has grown more than it may. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        taken.forEach((figure, values) -> {
            double added = Growth.of(values).added();
            if (added > figure.most()) {
                faults.add(String.format(
                        Locale.ROOT, "%s: grew by %.1f (expected: <= %.0f)", figure.label(), added, figure.most()));
            }
        });
        return faults;
    }
}
