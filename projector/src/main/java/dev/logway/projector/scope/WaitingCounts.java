package dev.logway.projector.scope;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.State;
import dev.logway.domain.resource.ResourceKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** How many changes wait in one partition's scopes, and for what. One thread drives it. */
final class WaitingCounts {
    private final Map<Scope, Map<State, Integer>> counts = new HashMap<>();
    private Map<State, Integer> all = sum();

    /** Takes the newest image of a scope, if what waits in it may have changed. */
    void follow(ScopeImage image) {
        Map<State, Integer> own = none();
        image.visit(ResourceKind.PENDING_CHANGES, null, entry -> {
            if (entry.resource() instanceof PendingChange pending) {
                own.merge(pending.state(), 1, Integer::sum);
            }
            return true;
        });
        counts.put(image.scope(), own);
        all = sum();
    }

    /** The number of every state. */
    Map<State, Integer> all() {
        return all;
    }

    private Map<State, Integer> sum() {
        Map<State, Integer> sum = none();
        counts.values().forEach(own -> own.forEach((state, count) -> sum.merge(state, count, Integer::sum)));
        return Collections.unmodifiableMap(sum);
    }

    private static Map<State, Integer> none() {
        var none = new EnumMap<State, Integer>(State.class);
        for (State state : State.values()) {
            none.put(state, 0);
        }
        return none;
    }
}
