package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import java.util.List;

/** Pages of a history that is kept in memory, cut as those of the log are. */
public final class HistoryPages {
    private HistoryPages() {}

    /** The page of {@code query} over {@code events}, which are those of all scopes in order. */
    public static History.Page of(History.Query query, List<Event> events) {
        var scan = new HistoryScan(query, HistoryPosition.BEGINNING);
        events.stream().filter(event -> event.scope().equals(query.scope())).forEach(scan::accept);
        return scan.page();
    }

    /** The place after the newest event of {@code scope}. */
    public static HistoryPosition end(Scope scope, List<Event> events) {
        HistoryPosition here = HistoryPosition.BEGINNING;
        for (Event event : events) {
            here = event.scope().equals(scope) ? here.after(event) : here;
        }
        return here;
    }
}
