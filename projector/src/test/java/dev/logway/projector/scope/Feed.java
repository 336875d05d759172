package dev.logway.projector.scope;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Outcome;
import dev.logway.projector.state.HeapByteStore;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import java.time.Instant;
import java.util.Optional;

/** A partition projector on a heap store, fed command by command. */
final class Feed {
    private final HeapByteStore store = new HeapByteStore();
    private PartitionProjector projector = PartitionProjector.restore(store, MemoryLimits.DEFAULT, 1);
    private long offset;

    HeapByteStore store() {
        return store;
    }

    PartitionProjector projector() {
        return projector;
    }

    void restart() {
        restart(MemoryLimits.DEFAULT, 1);
    }

    void restart(MemoryLimits limits, int partitions) {
        projector = PartitionProjector.restore(store, limits, partitions);
    }

    Optional<Publication> give(Command command) {
        return give(command, Asks.START);
    }

    Optional<Publication> give(Command command, Instant at) {
        return project(arrival(command, at));
    }

    Optional<Publication> project(Arrival arrival) {
        return projector.project(arrival);
    }

    Arrival arrival(Command command, Instant at) {
        return new Arrival("commands", 0, offset++, at, Keys.of(command.scope()), CommandCodec.encode(command));
    }

    static Outcome.Accepted accepted(Optional<Publication> publication) {
        assertTrue(publication.isPresent());
        return assertInstanceOf(
                Outcome.Accepted.class, publication.get().event().outcome());
    }

    /** The code of the first reason. */
    static String rejected(Optional<Publication> publication) {
        assertTrue(publication.isPresent());
        return assertInstanceOf(
                        Outcome.Rejected.class, publication.get().event().outcome())
                .reasons()
                .getFirst()
                .code();
    }
}
