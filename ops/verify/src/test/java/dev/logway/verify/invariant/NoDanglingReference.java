package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Entry;
import dev.logway.domain.resource.ResourceKey;
import java.util.HashMap;
import java.util.Map;

/** Whatever a resource refers to is there, in everything that an edge serves. */
public final class NoDanglingReference implements Invariant {
    private final Map<String, Table> checked = new HashMap<>();

    @Override
    @SuppressWarnings("ReferenceEquality") // tables are compared by identity: "is it the one that was checked?"
    public void check(Observed system) {
        for (ObservedEdge edge : system.edges()) {
            Table table = edge.table().orElse(Table.EMPTY);
            if (table != checked.put(edge.name(), table)) {
                check(edge, table);
            }
        }
    }

    private static void check(ObservedEdge edge, Table table) {
        for (Entry entry : table.entries().values()) {
            for (ResourceKey target : entry.resource().references()) {
                assertTrue(
                        table.entries().containsKey(target),
                        () -> edge.name() + ": " + entry.key() + " refers to " + target + " in " + table);
            }
        }
    }
}
