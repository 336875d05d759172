package dev.logway.verify.simulation;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.projector.scope.Arrival;
import dev.logway.projector.scope.LogRecord;
import dev.logway.projector.scope.MemoryLimits;
import dev.logway.projector.scope.PartitionProjector;
import dev.logway.projector.scope.Publication;
import dev.logway.testkit.CompactedTopic;
import dev.logway.verify.invariant.Delivery;
import dev.logway.verify.invariant.History;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The projector with its transactions: events, config records, store and offset change together or not at all.
 */
final class SimulatedProjector {
    private static final int PARTITIONS = 1;

    private JournaledStore journal = new JournaledStore();
    /** The committed store, if another was restored and not looked at yet. */
    private @Nullable JournaledStore entire;

    private final Parts parts;
    private final List<Delivery> log;
    private final History events;
    private final Map<Scope, CompactedTopic> topics;
    private final Markers markers;
    private final Supplier<Instant> clock;
    private PartitionProjector projector;
    private int committed;

    SimulatedProjector(
            List<Delivery> log,
            History events,
            Map<Scope, CompactedTopic> topics,
            Markers markers,
            Parts parts,
            Supplier<Instant> clock) {
        this.clock = clock;
        this.log = log;
        this.events = events;
        this.topics = topics;
        this.markers = markers;
        this.parts = parts;
        this.projector = restored();
    }

    /** Asks for what is due, decides at most {@code most} commands, and commits. */
    void work(int most) {
        requireWhole();
        int to = Math.min(log.size(), committed + most);
        var transaction = new Transaction(markers);
        ask(projector.due(clock.get()), transaction);
        for (Delivery delivery : log.subList(committed, to)) {
            decide(delivery).ifPresent(publication -> write(publication, transaction, Integer.MAX_VALUE));
        }
        transaction.commit();
        journal.commit();
        committed = to;
    }

    /**
     * Decides {@code whole} commands and writes {@code records} of the next one's; then the process dies and another
     * takes over.
     */
    void crash(int whole, int records) {
        requireWhole();
        int to = Math.min(log.size(), committed + whole);
        var transaction = new Transaction(markers);
        ask(projector.due(clock.get()), transaction);
        for (Delivery delivery : log.subList(committed, to)) {
            decide(delivery).ifPresent(publication -> write(publication, transaction, Integer.MAX_VALUE));
        }
        if (to < log.size()) {
            decide(log.get(to)).ifPresent(publication -> write(publication, transaction, records));
        }
        switch (parts.abortion()) {
            case CLEAN -> transaction.abort();
            case LEAKY -> transaction.commit();
        }
        journal.abort();
        projector = restored();
    }

    /** The process dies, and another takes over, to which a broker gives the store of {@code commits} ago. */
    void restoreStale(int commits) {
        entire = entire == null ? journal : entire;
        journal = entire.before(commits);
        projector = restored();
    }

    private void requireWhole() {
        if (entire == null || committed == log.size()) {
            return; // nothing comes that it could be seen by
        }
        boolean goesOn = parts.restoring() == Parts.Restoring.TRUSTING
                || projector.goesOnAt(log.get(committed).offset(), (from, to) -> to > from);
        if (!goesOn) {
            journal = entire;
            projector = restored();
        }
        entire = null;
    }

    boolean isAtEnd() {
        return committed == log.size();
    }

    private PartitionProjector restored() {
        var restored = PartitionProjector.restore(parts.stores().apply(journal), MemoryLimits.DEFAULT, PARTITIONS);
        if (!restored.faults().isEmpty()) {
            throw new AssertionError("what was committed is damaged: " + restored.faults());
        }
        return restored;
    }

    private Optional<Publication> decide(Delivery delivery) {
        return projector.project(arrival(delivery));
    }

    /** The record as the projector is given it. */
    static Arrival arrival(Delivery delivery) {
        return new Arrival("logway.commands", 0, delivery.offset(), delivery.at(), delivery.key(), delivery.value());
    }

    private void write(Publication publication, Transaction transaction, int records) {
        Scope scope = publication.event().scope();
        for (LogRecord written : publication.config().stream().limit(records).toList()) {
            transaction.append(
                    topics.computeIfAbsent(scope, _ -> new CompactedTopic()), written.key(), written.value());
        }
        if (records > publication.config().size()) {
            transaction.append(events, Keys.of(scope), publication.value());
            ask(publication.following(), transaction);
        }
    }

    private void ask(List<Command> commands, Transaction transaction) {
        for (Command command : commands) {
            transaction.then(() -> log.add(new Delivery(
                    log.size(),
                    clock.get(),
                    Keys.of(command.scope()),
                    CommandCodec.encode(command),
                    Optional.of(command))));
        }
    }
}
