package dev.logway.verify.simulation;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.log.Loaded;
import dev.logway.log.ScopeLoader;
import dev.logway.testkit.CompactedTopic;
import dev.logway.testkit.CompactedTopic.LogRecord;
import dev.logway.testkit.TopicTail;
import dev.logway.verify.invariant.ObservedEdge;
import dev.logway.verify.invariant.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An edge: a follower of its group's topic, a table that it serves, and a snapshot that outlives a crash. */
final class SimulatedEdge implements ObservedEdge {
    private final String name;
    private final Scope scope;
    private final CompactedTopic topic;
    private final Follower.Kind kind;
    private Follower follower;
    private ScopeImage image;
    private @Nullable Table table;
    private @Nullable Loaded newest;
    private @Nullable Loaded snapshot;
    private long position;
    private int life = 1;
    private boolean refusing;

    SimulatedEdge(String name, Scope scope, CompactedTopic topic, Follower.Kind kind) {
        this.name = name;
        this.scope = scope;
        this.topic = topic;
        this.kind = kind;
        this.image = ScopeImage.empty(scope);
        this.follower = kind.resuming(image, this::publish);
    }

    /** Reads at most {@code records}. */
    void poll(int records) {
        for (LogRecord found : topic.read(position, records)) {
            position = found.offset() + 1;
            follower.accept(found.key(), found.value(), TopicTail.at(position));
        }
        follower.settle();
        if (isAtEnd()) {
            position = topic.end();
            follower.caughtUp(TopicTail.at(position));
            if (follower.isDamaged()) {
                follower = kind.rebuilding(image, this::publish);
                position = 0;
            }
        }
    }

    private boolean isAtEnd() {
        return topic.read(position, 1).isEmpty();
    }

    /** What was published last will be there after a crash. */
    void saveSnapshot() {
        snapshot = newest;
    }

    /** Starts again from the snapshot, or from nothing if there is none. */
    void restart() {
        life++;
        refusing = false;
        newest = snapshot;
        image = snapshot == null ? ScopeImage.empty(scope) : snapshot.image();
        table = snapshot == null ? null : Table.of(image);
        position = snapshot == null ? 0 : snapshot.position().offset();
        follower = kind.resuming(image, this::publish);
    }

    void loseSnapshot() {
        snapshot = null;
    }

    /** From now on no image can be served. */
    void refuse() {
        refusing = true;
    }

    void refuseNoMore() {
        refusing = false;
        for (int end = 0; end < ScopeLoader.MAX_ENDS && !follower.faults().isEmpty(); end++) {
            poll(0); // after many refusals only every so many ends of the log bring another offer
        }
    }

    /** Whether nothing is left to do for it. */
    boolean isQuiet() {
        return position == topic.end() && !refusing;
    }

    /** The offset below which this edge, and whoever starts from its snapshot, reads nothing any more. */
    long neededFrom() {
        return snapshot == null
                ? position
                : Math.min(position, snapshot.position().offset());
    }

    private void publish(Loaded loaded) {
        if (refusing) {
            throw new IllegalStateException("no memory for another table");
        }
        table = (table == null ? Table.EMPTY : table).with(loaded.delta());
        image = loaded.image();
        newest = loaded;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public int life() {
        return life;
    }

    @Override
    public Optional<Table> table() {
        return Optional.ofNullable(table);
    }

    @Override
    public List<String> faults() {
        return follower.faults();
    }
}
