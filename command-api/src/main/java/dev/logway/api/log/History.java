package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened, read from the log however long ago it was. Fails with {@link HistoryUnavailableException}. */
public interface History {
    /** Which events a page shows. */
    enum Filter {
        /** Those that made a revision. */
        ACCEPTED,
        /** Those of commands that were refused. */
        REJECTED,
        /** Every one. */
        ALL
    }

    /**
     * What to show.
     *
     * @param after the place in the scope's history to go on from
     * @param limit the most events on the page; at least 1
     */
    record Query(Scope scope, HistoryPosition after, int limit, Filter filter) {}

    /**
     * Events of one scope, oldest first.
     *
     * @param next where the following page begins; null if this is the end so far
     */
    record Page(List<Event> events, @Nullable HistoryPosition next) {}

    /** A page of a scope's history. */
    Future<Page> page(Query query);

    /** The outcome of a command, wherever it stands; empty if the log has none. */
    Future<Optional<Event>> find(CommandId id);
}
