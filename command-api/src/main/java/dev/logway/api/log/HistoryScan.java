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
    private final List<History.Placed> events = new ArrayList<>();
    private HistoryPosition here;
    private HistoryPosition lastTaken;
    private int changes;
    private boolean full;
    private boolean over;

    /** @param begin the place before the first event that will come */
    HistoryScan(History.Query query, HistoryPosition begin) {
        this.query = query;
        this.here = begin;
        this.lastTaken = query.after();
    }

    /** Takes the scope's next event. */
    void accept(Event event) {
        here = here.after(event);
        if (event.outcome() instanceof Outcome.Accepted) {
            // The times of accepted events never go back.
            over |= query.filter().period().isOver(event.at());
        }
        if (here.compareTo(query.after()) <= 0 || !query.filter().test(event)) {
            return;
        }
        if (events.size() >= query.limit() || changes >= MAX_CHANGES) {
            full = true;
            return;
        }
        events.add(new History.Placed(event, here));
        lastTaken = here;
        changes += event.outcome() instanceof Outcome.Accepted accepted
                ? accepted.changes().size()
                : 0;
    }

    /** Whether nothing that comes can change the page. */
    boolean isDone() {
        return full || over;
    }

    /** The place after the last event that came. */
    HistoryPosition here() {
        return here;
    }

    /** The page, at the end of the log or when it is done. */
    History.Page page() {
        return full
                ? new History.Page(List.copyOf(events), lastTaken, History.Rest.MORE)
                : new History.Page(List.copyOf(events), reached(), History.Rest.NONE);
    }

    /** The page, when reading had to stop before the end of the log; it may be empty, and goes on all the same. */
    History.Page partialPage() {
        return new History.Page(List.copyOf(events), full ? lastTaken : reached(), History.Rest.MORE);
    }

    private HistoryPosition reached() {
        return here.compareTo(query.after()) > 0 ? here : query.after();
    }
}
