package dev.logway.api.state;

import dev.logway.domain.Scope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells listeners that there is something new about their scope. Threadsafe. */
public final class Bell {
    private final ConcurrentHashMap<Scope, CopyOnWriteArrayList<Runnable>> listeners = new ConcurrentHashMap<>();

    /** Ends being told. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls {@code listener} after each {@link #ring} of {@code scope}, on any thread, until the result is closed. */
    public Listening listen(Scope scope, Runnable listener) {
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
