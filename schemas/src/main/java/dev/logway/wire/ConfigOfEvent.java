package dev.logway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.wire.WrittenRevision.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records that an accepted event brought to its scope's config topic, with what they mean. */
public final class ConfigOfEvent {
    private ConfigOfEvent() {}

    /**
     * The records of {@code event}'s changes, in their order; none if it was not accepted.
     *
     * @param value the event's, as in the log
     */
    public static List<ConfigCodec.Encoded> of(Event event, byte[] value) {
        Optional<WrittenRevision> written = WrittenRevision.read(Keys.of(event.scope()), value);
        if (written.isEmpty() || !(event.outcome() instanceof Outcome.Accepted accepted)) {
            return List.of();
        }
        var records = new ArrayList<ConfigCodec.Encoded>();
        for (int i = 0; i < accepted.changes().size(); i++) {
            records.add(
                    record(accepted.changes().get(i), written.get().changes().get(i)));
        }
        return records;
    }

    private static ConfigCodec.Encoded record(Change change, Written written) {
        EntryChange meaning = switch (change) {
            case Change.Removed(var key) -> new EntryChange.Remove(key);
            case Change.Defined(var resource, var meta) ->
                new EntryChange.Put(new Entry(resource, meta, requireNonNull(written.fingerprint())));
        };
        return new ConfigCodec.Encoded(written.key().getBytes(UTF_8), written.value(), meaning);
    }
}
