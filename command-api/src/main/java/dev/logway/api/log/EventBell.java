package dev.logway.api.log;

import dev.logway.domain.Scope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells listeners that their scope has a new event. Threadsafe. */
public final class EventBell {
    private final ConcurrentHashMap<Scope, CopyOnWriteArrayList<Runnable>> listeners = new ConcurrentHashMap<>();

    /** Calls {@code listener} after each new event of {@code scope}, on any thread, until the result is closed. */
    public History.Listening listen(Scope scope, Runnable listener) {
        listeners.computeIfAbsent(scope, _ -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> listeners.computeIfPresent(scope, (_, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /** Calls the listeners of {@code scope}. */
    public void ring(Scope scope) {
        var all = listeners.get(scope);
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }
}
