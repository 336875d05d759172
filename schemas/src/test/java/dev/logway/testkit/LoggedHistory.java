package dev.logway.testkit;

import dev.logway.domain.Scope;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A decided history as the records of its topics, in the order in which an audit reads them. */
public final class LoggedHistory {
    public static final Topics TOPICS = Topics.byDefault();

    private LoggedHistory() {}

    public static List<LoggedRecord> of(DecidedHistory history) {
        Scope scope = Commands.SCOPE;
        var records = new ArrayList<LoggedRecord>();
        for (CompactedTopic.LogRecord record : history.config().records()) {
            records.add(new LoggedRecord(
                    TOPICS.config(scope), 0, record.offset(), Instant.EPOCH, record.key(), record.value()));
        }
        long offset = 0;
        for (DecidedHistory.Recorded recorded : history.events()) {
            records.add(new LoggedRecord(
                    TOPICS.events(), 3, offset++, recorded.event().at(), Keys.of(scope), recorded.value()));
        }
        return records;
    }
}
