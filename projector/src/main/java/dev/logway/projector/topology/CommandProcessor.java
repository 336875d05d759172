package dev.logway.projector.topology;

import static java.util.Objects.requireNonNull;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.projector.scope.Arrival;
import dev.logway.projector.scope.LogRecord;
import dev.logway.projector.scope.PartitionProjector;
import dev.logway.projector.scope.Publication;
import dev.logway.wire.Keys;
import java.time.Instant;
import java.util.SortedMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds the commands of one partition to its {@link PartitionProjector} and sends on what that publishes. */
final class CommandProcessor implements Processor<byte[], byte[], byte[], Object> {
    private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

    private final Wiring wiring;
    private final OncePerMinute poison;
    private @Nullable Running running;

    CommandProcessor(Wiring wiring) {
        this.wiring = wiring;
        this.poison = new OncePerMinute(wiring.localMillis());
    }

    /** What there is between {@code init} and {@code close}. */
    private record Running(ProcessorContext<byte[], Object> context, PartitionProjector projector) {
        int partition() {
            return context.taskId().partition();
        }
    }

    /** Called once the store is restored; on the same processor again if its task starts over. */
    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(ProjectorTopology.SCOPES_STORE);
        var projector = PartitionProjector.restore(new StreamsByteStore(store), wiring.memory(), wiring.partitions());
        var now = new Running(context, projector);
        running = now;
        SortedMap<Scope, String> faults = projector.faults();
        faults.forEach((scope, fault) -> LOG.error("{} is frozen, its commands are refused: {}", scope, fault));
        wiring.metrics().frozen(now.partition(), faults.size());
        projector.scopes().forEach(wiring.configTopics()::ensure);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Running now = requireNonNull(running);
        var metadata = now.context.recordMetadata().orElseThrow();
        Arrival arrival = arrival(metadata, record);
        long startNanos = System.nanoTime();
        var publication = now.projector.project(arrival);
        wiring.metrics().decided(publication, System.nanoTime() - startNanos);
        if (publication.isPresent()) {
            report(arrival, publication.get().event().outcome());
            publish(now.context, record.timestamp(), publication.get());
            if (publication.get().event().outcome() instanceof Outcome.Accepted) {
                now.projector.head(publication.get().event().scope()).ifPresent(wiring.checkpoints()::accepted);
            }
        }
        if (wiring.fetched().isLast(metadata)) {
            now.context.commit();
        }
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
