package dev.logway.projector.topology;

import static java.util.Objects.requireNonNull;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.PendingChange.State;
import dev.logway.projector.scope.Arrival;
import dev.logway.projector.scope.LogRecord;
import dev.logway.projector.scope.PartitionProjector;
import dev.logway.projector.scope.Publication;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the commands of one partition to its {@link PartitionProjector} and sends on what that publishes. When the time
 * of a change that waits has come, it appends the command that is due: within a transaction, so that none is asked for
 * by a process that has lost its partition. In between it looks at the clock now and then, which may be set meanwhile.
 */
final class CommandProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** The clock is looked at this often, however far away the next change is. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);
    private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

    private final Wiring wiring;
    private final OncePerMinute poison;
    private @Nullable Running running;

    CommandProcessor(Wiring wiring) {
        this.wiring = wiring;
        this.poison = new OncePerMinute(wiring.localMillis());
    }

    /** What there is between {@code init} and {@code close}. */
    private static final class Running {
        private final ProcessorContext<byte[], Object> context;
        private final PartitionProjector projector;
        private final StoreCheck check;
        private Map<State, Integer> waiting = Map.of();
        private @Nullable Instant next;
        private @Nullable Cancellable alarm;

        Running(ProcessorContext<byte[], Object> context, PartitionProjector projector, StoreCheck check) {
            this.context = context;
            this.projector = projector;
            this.check = check;
        }

        void cancelAlarm() {
            next = null;
            if (alarm != null) {
                alarm.cancel();
                alarm = null;
            }
        }

        int partition() {
            return context.taskId().partition();
        }
    }

    /** Called once the store is restored; on the same processor again if its task starts over. */
    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(ProjectorTopology.SCOPES_STORE);
        var projector = PartitionProjector.restore(new StreamsByteStore(store), wiring.memory(), wiring.partitions());
        var now = new Running(context, projector, new StoreCheck(wiring));
        running = now;
        SortedMap<Scope, String> faults = projector.faults();
        faults.forEach((scope, fault) -> LOG.error("{} is frozen, its commands are refused: {}", scope, fault));
        wiring.metrics().frozen(now.partition(), faults.size());
        showWaiting(now);
        projector.scopes().forEach(wiring.configTopics()::ensure);
        setAlarm(now);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Running now = requireNonNull(running);
        var metadata = now.context.recordMetadata().orElseThrow();
        now.check.require(
                new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset(), now.projector::goesOnAt);
        Arrival arrival = arrival(metadata, record);
        long startNanos = System.nanoTime();
        var publication = now.projector.project(arrival);
        wiring.metrics().decided(publication, System.nanoTime() - startNanos);
        if (publication.isPresent()) {
            report(arrival, publication.get().event().outcome());
            reportFollowing(publication.get());
            publish(now.context, record.timestamp(), publication.get());
            if (publication.get().event().outcome() instanceof Outcome.Accepted) {
                now.projector.head(publication.get().event().scope()).ifPresent(wiring.checkpoints()::accepted);
            }
        }
        showWaiting(now);
        setAlarm(now);
        if (wiring.fetched().isLast(metadata)) {
            now.context.commit();
        }
    }

    private void showWaiting(Running now) {
        Map<State, Integer> waiting = now.projector.waiting();
        if (!waiting.equals(now.waiting)) {
            now.waiting = waiting;
            wiring.metrics().waiting(now.partition(), waiting);
        }
    }

    /** Sets the alarm for the next change that waits, unless it is set for that. */
    private void setAlarm(Running now) {
        Instant next = now.projector.nextDue().orElse(null);
        if (Objects.equals(next, now.next)) {
            return;
        }
        now.cancelAlarm();
        if (next != null) {
            now.next = next;
            now.alarm = now.context.schedule(wait(next), PunctuationType.WALL_CLOCK_TIME, _ -> ring(now));
        }
    }

    private Duration wait(Instant next) {
        Duration left = Duration.between(wiring.clock().instant(), next);
        if (left.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
    }

    private void ring(Running now) {
        if (running != now) {
            return; // a task that started over may still hold the alarm of its former life
        }
        Instant time = wiring.clock().instant();
        List<Command> due = now.projector.due(time);
        due.forEach(command -> append(now.context, time.toEpochMilli(), command));
        if (!due.isEmpty()) {
            now.context.commit();
        }
        now.cancelAlarm(); // it would repeat itself as it was, and may be needed sooner
        setAlarm(now);
    }

    @Override
    public void close() {
        if (running != null) {
            wiring.metrics().released(running.partition());
            running = null;
        }
    }

    private static Arrival arrival(RecordMetadata metadata, Record<byte[], byte[]> record) {
        return new Arrival(
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value());
    }

    private void publish(ProcessorContext<byte[], Object> context, long timestamp, Publication publication) {
        Scope scope = publication.event().scope();
        String topic = wiring.topics().config(scope);
        if (publication.event().outcome() instanceof Outcome.Accepted accepted && accepted.revision() == 1) {
            wiring.configTopics().ensure(scope);
        }
        for (LogRecord config : publication.config()) {
            // Without the command's headers: they are its sender's, of any size.
            var write = new ConfigWrite(topic, config.value());
            context.forward(new Record<>(config.key(), write, timestamp), ProjectorTopology.CONFIG_SINK);
        }
        context.forward(new Record<>(Keys.of(scope), publication.value(), timestamp), ProjectorTopology.EVENTS_SINK);
        publication.following().forEach(command -> append(context, timestamp, command));
    }

    private static void append(ProcessorContext<byte[], Object> context, long timestamp, Command command) {
        var record = new Record<byte[], Object>(Keys.of(command.scope()), CommandCodec.encode(command), timestamp);
        context.forward(record, ProjectorTopology.COMMANDS_SINK);
    }

    private static void reportFollowing(Publication publication) {
        for (Command command : publication.following()) {
            LOG.warn(
                    "{}: a change that waited is {}",
                    command.scope(),
                    command.origin().reason());
        }
    }

    private void report(Arrival arrival, Outcome outcome) {
        if (!(outcome instanceof Outcome.Rejected(long _, var reasons))) {
            return;
        }
        Rejection reason = reasons.getFirst();
        switch (reason.code()) {
            case Rejection.UNDECODABLE_COMMAND ->
                poison.report(count -> LOG.warn("{} ({} such records since the last report)", reason.message(), count));
            case Rejection.UNDECIDABLE_COMMAND ->
                LOG.error(
                        "offset {} of {}-{}: {}",
                        arrival.offset(),
                        arrival.topic(),
                        arrival.partition(),
                        reason.message());
            default -> {}
        }
    }
}
