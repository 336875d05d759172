package dev.logway.verify.fault;

import dev.logway.replay.Audit;
import dev.logway.replay.Divergence;
import dev.logway.standalone.audit.LogRecords;
import dev.logway.verify.fault.cluster.Steady;
import dev.logway.wire.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What {@code logway verify} looks at: the whole history, and the config topic beside it. */
final class Verified {
    private Verified() {}

    /** What is not as it must be in the group under test. */
    static Optional<Divergence> problem(String bootstrap) {
        var topics = Topics.byDefault();
        try (var records = LogRecords.open(Map.of("bootstrap.servers", bootstrap), Steady.SCOPE, topics)) {
            var audit = new Audit(Steady.SCOPE, topics, records.sealedBefore(), null);
            var found = new AtomicReference<>(Optional.<Divergence>empty());
            records.forEach(
                    record -> {
                        found.set(audit.accept(record));
                        return found.get().isEmpty();
                    },
                    _ -> {});
            return found.get().or(audit::finish);
        }
    }
}
