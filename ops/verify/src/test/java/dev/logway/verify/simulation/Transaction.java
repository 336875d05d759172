package dev.logway.verify.simulation;

import dev.logway.testkit.CompactedTopic;
import dev.logway.verify.invariant.History;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that readers see all at once, or never. */
final class Transaction {
    private final List<Runnable> visible = new ArrayList<>();
    private final List<CompactedTopic> written = new ArrayList<>();

    void append(CompactedTopic topic, byte[] key, byte @Nullable [] value) {
        written.add(topic);
        visible.add(() -> topic.append(key, value));
    }

    void append(History events, byte[] key, byte[] value) {
        visible.add(() -> events.add(key, value));
    }

    /** Does {@code last} when it is committed. */
    void then(Runnable last) {
        visible.add(last);
    }

    void commit() {
        visible.forEach(Runnable::run);
        end();
    }

    /** Its records keep their offsets, and nobody sees them. */
    void abort() {
        written.forEach(topic -> topic.skip(1));
        end();
    }

    private void end() {
        new LinkedHashSet<>(written).forEach(topic -> topic.skip(1)); // the marker
        written.clear();
        visible.clear();
    }
}
