package dev.logway.api.log;

import dev.logway.domain.Scope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Where in the events topic some places of each scope's history stand, so that paging does not begin at the start
 * every time. It forgets freely; what it does not know is found by reading. Threadsafe.
 */
public final class HistoryIndex {
    /** One revision in so many is noted. */
    static final int STRIDE = 64;

    private static final int MAX_ENTRIES = 4_096;

    private final ConcurrentHashMap<Scope, ConcurrentSkipListMap<HistoryPosition, Long>> scopes =
            new ConcurrentHashMap<>();

    /** A place whose following event stands at {@code offset} or later. */
    record Mark(HistoryPosition position, long offset) {
        static final Mark BEGINNING = new Mark(HistoryPosition.BEGINNING, 0);
    }

    /** Notes a place, if it is one of those to note. */
    void note(Scope scope, HistoryPosition position, long nextOffset) {
        if (position.revision() % STRIDE == 0) {
            mark(scope, position, nextOffset);
        }
    }

    /** Notes a place in any case. */
    void mark(Scope scope, HistoryPosition position, long nextOffset) {
        var marks = scopes.computeIfAbsent(scope, _ -> new ConcurrentSkipListMap<>());
        marks.merge(position, nextOffset, Math::max);
        if (marks.size() > MAX_ENTRIES) {
            thin(marks);
        }
    }

    /** The last known place at or before {@code position}. */
    Mark floor(Scope scope, HistoryPosition position) {
        var marks = scopes.get(scope);
        var entry = marks == null ? null : marks.floorEntry(position);
        return entry == null ? Mark.BEGINNING : new Mark(entry.getKey(), entry.getValue());
    }

    /** Forgets everything. */
    void clear() {
        scopes.clear();
    }

    private static void thin(ConcurrentSkipListMap<HistoryPosition, Long> marks) {
        int index = 0;
        for (HistoryPosition position : marks.keySet()) {
            if (index++ % 2 == 1) {
                marks.remove(position);
            }
        }
    }
}
