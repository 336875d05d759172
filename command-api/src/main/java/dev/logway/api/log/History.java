package dev.logway.api.log;

import dev.logway.api.state.Bell;
import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened, read from the log however long ago it was. Fails with {@link HistoryUnavailableException}. */
public interface History {
    /**
     * What to show.
     *
     * @param after the place in the scope's history to go on from
     * @param limit the most events on the page; at least 1
     */
    record Query(Scope scope, HistoryPosition after, int limit, EventFilter filter) {

        /** This query for what comes after {@code place}. */
        public Query after(HistoryPosition place) {
            return new Query(scope, place, limit, filter);
        }
    }

    /**
     * An event, and its place.
     *
     * @param position the place after it
     */
    record Placed(Event event, HistoryPosition position) {}

    /**
     * Events of one scope, oldest first.
     *
     * @param reached the place up to which was looked; where the following page begins
     */
    record Page(List<Placed> events, HistoryPosition reached, Rest rest) {

        /** Where the following page begins; null if this is the end so far. */
        public @Nullable HistoryPosition next() {
            return rest == Rest.MORE ? reached : null;
        }
    }

    /** What follows a page. */
    enum Rest {
        /** Nothing so far. */
        NONE,
        /** More events, which may be wanted. */
        MORE
    }

    /** A page of a scope's history. */
    Future<Page> page(Query query);

    /** The outcome of a command, wherever it stands; empty if the log has none. */
    Future<Optional<Event>> find(CommandId id);

    /** The place after the newest event of {@code scope}. */
    Future<HistoryPosition> end(Scope scope);

    /** Calls {@code listener} after each new event of {@code scope}, on any thread, until the result is closed. */
    Bell.Listening listen(Scope scope, Runnable listener);
}
