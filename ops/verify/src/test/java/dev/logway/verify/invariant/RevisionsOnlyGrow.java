package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The accepted events of a scope have the revisions 1, 2, 3 and so on, all others the revision they met; and no edge
 * serves an older revision than it served before in the same life.
 */
public final class RevisionsOnlyGrow implements Invariant {
    private final Map<Scope, Long> revisions = new HashMap<>();
    private final Map<Life, Long> served = new HashMap<>();
    private int seen;

    private record Life(String edge, int number) {}

    @Override
    public void check(Observed system) {
        List<History.Recorded> events = system.history().events();
        for (; seen < events.size(); seen++) {
            Event event = events.get(seen).event();
            long before = revisions.getOrDefault(event.scope(), 0L);
            switch (event.outcome()) {
                case Outcome.Accepted accepted -> {
                    assertEquals(before + 1, accepted.revision(), where(event));
                    revisions.put(event.scope(), accepted.revision());
                }
                case Outcome.Rejected rejected -> assertEquals(before, rejected.revision(), where(event));
                case Outcome.Repeated repeated -> assertTrue(repeated.original().revision() <= before, where(event));
            }
        }
        for (ObservedEdge edge : system.edges()) {
            var life = new Life(edge.name(), edge.life());
            long before = served.getOrDefault(life, 0L);
            long now = edge.table().map(Table::revision).orElse(0L);
            assertTrue(now >= before, () -> life + ": revision " + now + " (expected: >= " + before + ")");
            served.put(life, now);
        }
    }

    private Supplier<@Nullable String> where(Event event) {
        return () -> event.scope() + ", event " + seen;
    }
}
