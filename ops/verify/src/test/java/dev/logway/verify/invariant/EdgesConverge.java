package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

/** When nothing happens any more, every edge serves the newest revision of its group, and reports no fault. */
public final class EdgesConverge implements Invariant {
    @Override
    public void check(Observed system) {
        if (!system.isQuiet()) {
            return;
        }
        for (ObservedEdge edge : system.edges()) {
            var newest = system.history().newest(edge.scope());
            Optional<Table> expected = newest.revision() == 0 ? Optional.empty() : Optional.of(Table.of(newest));
            assertEquals(expected, edge.table(), edge.name());
            assertEquals(List.of(), edge.faults(), edge.name());
        }
    }
}
