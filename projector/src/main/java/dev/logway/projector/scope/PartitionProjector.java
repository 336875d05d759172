package dev.logway.projector.scope;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.log.ScopePartition;
import dev.logway.projector.state.ByteStore;
import dev.logway.projector.state.Gap;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.UndecodableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every scope of one partition of the commands topic: takes its records in order and says what is published for each.
 * The same records give the same publications, across restarts too, because all it knows is in its store. One thread
 * drives it; no I/O but the store's.
 */
public final class PartitionProjector {
    private final SortedMap<Scope, ScopeState> states;
    private final StoredScopes scopes;
    private final CommandMemory memory;
    private final int partitions;
    private final Calendar calendar = new Calendar();
    private final WaitingCounts waiting = new WaitingCounts();

    private PartitionProjector(
            SortedMap<Scope, ScopeState> states, StoredScopes scopes, CommandMemory memory, int partitions) {
        this.states = states;
        this.scopes = scopes;
        this.memory = memory;
        this.partitions = partitions;
        states.values().forEach(state -> {
            if (state instanceof ScopeState.Live(ScopeHead head)) {
                calendar.follow(head.image());
                waiting.follow(head.image());
            }
        });
    }

    /**
     * Goes on from what {@code store} holds, after checking it.
     *
     * @param partitions of the commands topic
     */
    public static PartitionProjector restore(ByteStore store, MemoryLimits limits, int partitions) {
        var scopes = new StoredScopes(store);
        return new PartitionProjector(scopes.load(), scopes, new CommandMemory(store, limits), partitions);
    }

    /** The scopes that have a revision, frozen or not. */
    public List<Scope> scopes() {
        return List.copyOf(states.keySet());
    }

    /** Where {@code scope} stands; empty if nothing was accepted in it, or it is frozen. */
    public Optional<ScopeHead> head(Scope scope) {
        return states.get(scope) instanceof ScopeState.Live(ScopeHead head) ? Optional.of(head) : Optional.empty();
    }

    /** The scopes that take no commands, each with what is wrong. */
    public SortedMap<Scope, String> faults() {
        var faults = new TreeMap<Scope, String>();
        states.forEach((scope, state) -> {
            if (state instanceof ScopeState.Frozen frozen) {
                faults.put(scope, frozen.fault());
            }
        });
        return faults;
    }

    /** How many changes wait for what. */
    public Map<PendingChange.State, Integer> waiting() {
        return waiting.all();
    }

    /** When {@link #due} is to be asked next; empty if no change waits for a time. */
    public Optional<Instant> nextDue() {
        return calendar.next();
    }

    /**
     * The commands to append because the time of changes that wait has come. Each is given once; after a restart once
     * more, unless it was decided.
     */
    public List<Command> due(Instant now) {
        return calendar.due(now);
    }

    /**
     * Whether the record at {@code offset} is the next one for what the store holds. It is not if the store was restored
     * from a copy that lacks its end, as a broker has it that was replaced as leader and does not know it yet: then it
     * must be restored again, before anything is decided.
     */
    public boolean goesOnAt(long offset, Gap gap) {
        long position = scopes.position().orElse(scopes.holdNothing() ? 0 : offset);
        return position >= offset || !gap.holdsRecords(position, offset);
    }

    /** What is published because of {@code arrival}; empty if its command was decided before. */
    public Optional<Publication> project(Arrival arrival) {
        Optional<Publication> publication = take(arrival);
        scopes.savePosition(arrival.offset() + 1);
        return publication;
    }

    private Optional<Publication> take(Arrival arrival) {
        Command command;
        try {
            command = decode(arrival);
        } catch (RuntimeException e) {
            return Optional.of(undecodable(arrival, e));
        }
        Scope scope = command.scope();
        ScopeState state = states.get(scope);
        return switch (state) {
            case ScopeState.Frozen frozen -> refuse(frozen, command, arrival.at());
            case ScopeState.Live(ScopeHead head) -> decide(head, command, arrival.at());
            case null -> decide(ScopeHead.empty(scope), command, arrival.at());
        };
    }

    private Command decode(Arrival arrival) {
        Command command = CommandCodec.decode(arrival.key(), arrival.value());
        if (command.scope().kind() != Scope.Kind.GROUP) {
            throw new UndecodableException("the key names no scope that takes commands: " + command.scope());
        }
        int partition = ScopePartition.of(command.scope(), partitions);
        if (arrival.partition() != partition) {
            throw new UndecodableException("command " + command.id() + " stands in partition " + arrival.partition()
                    + " (expected: " + partition + ", by the murmur2 hash of its key)");
        }
        return command;
    }

    private Publication undecodable(Arrival arrival, RuntimeException fault) {
        Scope scope = scope(arrival.key());
        ScopeState state = states.get(scope);
        String message = fault instanceof UndecodableException ? String.valueOf(fault.getMessage()) : fault.toString();
        return ScopeProjection.undecodable(arrival, scope, state == null ? 0 : state.revision(), message);
    }

    private static Scope scope(byte @Nullable [] key) {
        try {
            Scope scope = Keys.scope(key);
            return scope.kind() == Scope.Kind.GROUP ? scope : Scope.STRAY;
        } catch (UndecodableException e) {
            return Scope.STRAY;
        }
    }

    private Optional<Publication> decide(ScopeHead head, Command command, Instant arrived) {
        Instant at = head.timeOf(arrived);
        return switch (memory.recall(command, at)) {
            case Recall.Duplicate _ -> Optional.empty();
            case Recall.New(var body) -> Optional.of(decide(head, command, at, body));
            case Recall.Repeats(var first) -> {
                memory.remember(command, at);
                yield Optional.of(ScopeProjection.repeat(command, at, first));
            }
            case Recall.KeyReused(String key) -> {
                memory.remember(command, at);
                var reason = Rejection.idempotencyKeyReused(key);
                yield Optional.of(ScopeProjection.refuse(command, head.revision(), at, List.of(reason)));
            }
        };
    }

    private Publication decide(ScopeHead head, Command command, Instant at, @Nullable Hash body) {
        Projected projected = ScopeProjection.project(head, command, at);
        if (projected.next().revision() > head.revision()) {
            scopes.save(projected);
            states.put(command.scope(), new ScopeState.Live(projected.next()));
            if (projected.publication().config().stream().anyMatch(PartitionProjector::isAboutPending)) {
                calendar.follow(projected.next().image());
                waiting.follow(projected.next().image());
            }
        }
        Publication publication = following(projected.publication(), head, command);
        if (body == null || isDefect(publication.event().outcome())) {
            memory.remember(command, at);
        } else {
            memory.remember(command, at, body, publication.value());
        }
        return publication;
    }

    private static boolean isAboutPending(LogRecord record) {
        return !Keys.isSeal(record.key()) && Keys.resource(record.key()).kind() == ResourceKind.PENDING_CHANGES;
    }

    private static Publication following(Publication publication, ScopeHead head, Command command) {
        return switch (publication.event().outcome()) {
            case Outcome.Rejected(long _, var reasons) ->
                publication.followedBy(Calendar.withdrawal(head.image(), command, reasons).stream()
                        .toList());
            case Outcome.Accepted _ -> publication.settling(SettledStep.of(command));
            case Outcome.Repeated _ -> publication;
        };
    }

    /** Whether a repetition deserves a decision of its own, by a version that can decide. */
    private static boolean isDefect(Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected
                && rejected.reasons().getFirst().code().equals(Rejection.UNDECIDABLE_COMMAND);
    }

    private Optional<Publication> refuse(ScopeState.Frozen frozen, Command command, Instant arrived) {
        if (memory.isDecided(command)) {
            return Optional.empty();
        }
        // Under the same id, once the scope is mended.
        boolean isAskedAgain = command.action() instanceof Action.Fire || command.action() instanceof Action.Withdraw;
        if (frozen.memory() == ScopeState.Memory.INTACT && !isAskedAgain) {
            // Without an answer: once the scope is mended, a repetition is decided.
            memory.remember(command, arrived);
        }
        var reason = Rejection.scopeFrozen(command.scope(), frozen.fault());
        return Optional.of(ScopeProjection.refuse(command, frozen.revision(), arrived, List.of(reason)));
    }
}
