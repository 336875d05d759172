package dev.logway.bench.report;

import java.util.List;

/**
 * What a benchmark hands back: its figures, without the circumstances.
 *
 * @param notes what a reader must know beside the figures
 * @param faults what must not happen and did
 */
public record Findings(List<Fact> settings, List<Table> tables, List<String> notes, List<String> faults) {
    /** Copies the lists. */
    public Findings {
        settings = List.copyOf(settings);
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }
}
