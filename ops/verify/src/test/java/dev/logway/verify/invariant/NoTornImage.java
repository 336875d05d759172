package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.image.ScopeImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an edge serves is what the group was at that revision, whole: nothing more, nothing less, nothing else. */
public final class NoTornImage implements Invariant {
    private final Map<String, Table> checked = new HashMap<>();

    @Override
    @SuppressWarnings("ReferenceEquality") // tables are compared by identity: "is it the one that was checked?"
    public void check(Observed system) {
        for (ObservedEdge edge : system.edges()) {
            Table table = edge.table().orElse(Table.EMPTY);
            if (table != checked.put(edge.name(), table)) {
                Optional<ScopeImage> image = system.history().image(edge.scope(), table.revision());
                assertEquals(image.map(Table::of), Optional.of(table), edge.name());
            }
        }
    }
}
