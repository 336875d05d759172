package dev.logway.api.log;

import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one page from a scope's events as they come, oldest first. Pure: reading them is somebody else's part. A
 * page ends at its limit, or earlier when its events hold many changes, so that memory stays bounded.
 */
final class HistoryScan {
    /** A page ends once its events hold so many changes. */
    static final int MAX_CHANGES = 20_000;

    private final History.Query query;
    private final List<Event> events = new ArrayList<>();
    private HistoryPosition here;
    private HistoryPosition lastTaken;
    private int changes;
    private boolean full;

    /** @param begin the place before the first event that will come */
    HistoryScan(History.Query query, HistoryPosition begin) {
        this.query = query;
        this.here = begin;
        this.lastTaken = query.after();
    }

    /** Takes the scope's next event. */
    void accept(Event event) {
        here = event.outcome() instanceof Outcome.Accepted accepted
                ? HistoryPosition.after(accepted.revision())
                : here.afterOther();
        if (here.compareTo(query.after()) <= 0 || !isWanted(event.outcome())) {
            return;
        }
        if (events.size() >= query.limit() || changes >= MAX_CHANGES) {
            full = true;
            return;
        }
        events.add(event);
        lastTaken = here;
        changes += event.outcome() instanceof Outcome.Accepted accepted
                ? accepted.changes().size()
                : 0;
    }

    /** Whether the page is whole and an event for the next one was seen. */
    boolean isFull() {
        return full;
    }

    /** The place after the last event that came. */
    HistoryPosition here() {
        return here;
    }

    /** The page, at the end of the log or when it is full. */
    History.Page page() {
        return new History.Page(List.copyOf(events), full ? lastTaken : null);
    }

    /** The page, when reading had to stop before the end of the log; it may be empty, and goes on all the same. */
    History.Page partialPage() {
        HistoryPosition reached = here.compareTo(query.after()) > 0 ? here : query.after();
        return new History.Page(List.copyOf(events), full ? lastTaken : reached);
    }

    private boolean isWanted(Outcome outcome) {
        return switch (query.filter()) {
            case ACCEPTED -> outcome instanceof Outcome.Accepted;
            case REJECTED -> outcome instanceof Outcome.Rejected;
            case ALL -> true;
        };
    }
}
