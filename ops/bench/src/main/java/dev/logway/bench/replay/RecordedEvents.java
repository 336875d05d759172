package dev.logway.bench.replay;

import dev.logway.bench.history.SmallChanges;
import dev.logway.projector.scope.Projected;
import dev.logway.projector.scope.ScopeHead;
import dev.logway.projector.scope.ScopeProjection;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import java.util.ArrayList;
import java.util.List;

/** The events of a history as the projector's own code makes them. */
final class RecordedEvents {
    private RecordedEvents() {}

    /** The first {@code count}. */
    static List<LoggedRecord> of(SmallChanges changes, int count) {
        String topic = Topics.byDefault().events();
        byte[] key = Keys.of(changes.scope());
        var events = new ArrayList<LoggedRecord>(count);
        ScopeHead head = ScopeHead.empty(changes.scope());
        for (int i = 0; i < count; i++) {
            var command = changes.command(i);
            Projected projected =
                    ScopeProjection.project(head, command, command.origin().at());
            head = projected.next();
            byte[] value = projected.publication().value();
            events.add(new LoggedRecord(topic, 0, i, command.origin().at(), key, value));
        }
        return events;
    }
}
