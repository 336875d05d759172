package dev.logway.bench.report;

import java.time.Instant;
import java.util.List;

/** Reports for tests. */
final class Reports {
    private Reports() {}

    static Report with(Table table) {
        return new Report(
                "propagation",
                "./logway bench propagation",
                Instant.parse("2026-05-04T03:02:01Z"),
                List.of(new Fact("CPU", "Z80"), new Fact("cores", "2")),
                List.of(new Fact("edges", "2")),
                List.of(table),
                List.of("Quiet."),
                List.of("Something was seen."));
    }

    static Table table() {
        return new Table(
                "Times",
                "step",
                List.of(Column.millis("p50"), Column.count("seen")),
                List.of(
                        Row.of("answered", Cell.atMost(15, 12.345), Cell.of(1_234)),
                        Row.of("served", Cell.atMost(20, 20.01), Cell.BLANK)));
    }
}
