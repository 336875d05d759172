package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

/** An edge that serves something goes on serving it, whatever fails, until it serves a newer revision. */
public final class LastGoodKeepsServing implements Invariant {
    private final Map<String, Table> good = new HashMap<>();

    @Override
    public void check(Observed system) {
        for (ObservedEdge edge : system.edges()) {
            String life = edge.name() + ", life " + edge.life();
            Table before = good.get(life);
            if (before != null) {
                Table now = edge.table().orElse(Table.EMPTY);
                assertTrue(now.revision() > 0, () -> life + " serves nothing after " + before + ": " + edge.faults());
                if (now.revision() == before.revision()) {
                    assertEquals(before.entries().keySet(), now.entries().keySet(), life);
                }
            }
            edge.table().ifPresent(table -> good.put(life, table));
        }
    }
}
