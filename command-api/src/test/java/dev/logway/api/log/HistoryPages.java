package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.ScopeImage;
import dev.logway.replay.Moment;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
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

    /** The image of {@code scope} at {@code moment}, folded from the beginning as the log's are. */
    public static Future<ScopeImage> image(
            Scope scope, Moment moment, Instant now, List<Event> events, List<byte[]> values) {
        var scan = new PastScan(PastScan.Known.nothing(scope), moment);
        var accepted = new ArrayList<Event>();
        boolean more = true;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.scope().equals(scope)) {
                more = more && scan.accept(event, values.get(i));
                if (event.outcome() instanceof Outcome.Accepted) {
                    accepted.add(event);
                }
            }
        }
        boolean isToCome = moment instanceof Moment.Time(Instant at) && at.isAfter(now);
        return !isToCome && scan.isReached()
                ? Future.succeededFuture(scan.known().image())
                : Future.failedFuture(new UnknownMomentException(
                        scope,
                        moment,
                        new Extent(
                                1,
                                accepted.getFirst().at(),
                                accepted.size(),
                                accepted.getLast().at())));
    }
}
