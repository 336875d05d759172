package dev.logway.bench.report;

import java.time.Instant;
import java.util.List;

/**
 * What one run of one benchmark found.
 *
 * @param bench the benchmark's name, such as {@code propagation}
 * @param command the command that gave these figures, ready to be pasted
 * @param at when the run began
 * @param machine what it ran on
 * @param settings what was chosen
 * @param notes what a reader must know beside the figures
 * @param faults what must not happen and did; with any of them the figures count for nothing
 */
public record Report(
        String bench,
        String command,
        Instant at,
        List<Fact> machine,
        List<Fact> settings,
        List<Table> tables,
        List<String> notes,
        List<String> faults) {
    /** Copies the lists. */
    public Report {
        machine = List.copyOf(machine);
        settings = List.copyOf(settings);
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }

    /** Whether the figures count. */
    public boolean isSound() {
        return faults.isEmpty();
    }
}
