package dev.logway.verify.simulation;

import dev.logway.testkit.CompactedTopic;
import dev.logway.verify.invariant.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records that the readers of a topic see all at once, or never. */
final class Transaction {
    private final Map<CompactedTopic, List<Runnable>> written = new LinkedHashMap<>();
    private final List<Runnable> facts = new ArrayList<>();
    private final Markers markers;

    Transaction(Markers markers) {
        this.markers = markers;
    }

    void append(CompactedTopic topic, byte[] key, byte @Nullable [] value) {
        written.computeIfAbsent(topic, _ -> new ArrayList<>()).add(() -> topic.append(key, value));
    }

    void append(History events, byte[] key, byte[] value) {
        facts.add(() -> events.add(key, value));
    }

    /** From now on its events are facts, and each topic shows its records when it hears of it. */
    void commit() {
        facts.forEach(Runnable::run);
        written.forEach((topic, records) -> markers.send(topic, () -> {
            records.forEach(Runnable::run);
            topic.skip(1); // the marker
        }));
    }

    /** Its records keep their offsets, and nobody sees them. */
    void abort() {
        written.forEach((topic, records) -> topic.skip(records.size() + 1));
    }
}
