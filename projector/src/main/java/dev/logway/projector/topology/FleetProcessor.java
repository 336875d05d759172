package dev.logway.projector.topology;

import static java.util.Objects.requireNonNull;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.log.ScopePartition;
import dev.logway.projector.fleet.FleetProjection;
import dev.logway.projector.fleet.FleetSink;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.FleetCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the heartbeats and events of one partition to its {@link FleetProjection} and sends on what that publishes, the
 * commands by which changes that are tried come to an end among it.
 * It ticks only while there is someone to judge, so that idle partitions commit nothing.
 */
final class FleetProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final Duration TICK = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(FleetProcessor.class);

    private final Wiring wiring;
    private final OncePerMinute poison;
    private @Nullable Running running;

    FleetProcessor(Wiring wiring) {
        this.wiring = wiring;
        this.poison = new OncePerMinute(wiring.localMillis());
    }

    /** What there is between {@code init} and {@code close}. */
    private static final class Running {
        private final ProcessorContext<byte[], byte[]> context;
        private final FleetProjection fleet;
        private final StoreCheck check;
        private @Nullable Cancellable ticking;

        Running(ProcessorContext<byte[], byte[]> context, FleetProjection fleet, StoreCheck check) {
            this.context = context;
            this.fleet = fleet;
            this.check = check;
        }
    }

    /** Called once the store is restored; on the same processor again if its task starts over. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(ProjectorTopology.FLEET_STORE);
        var fleet =
                FleetProjection.restore(new StreamsByteStore(store), wiring.fleet(), new Sinks(context), localMillis());
        var now = new Running(context, fleet, new StoreCheck(wiring));
        running = now;
        tickIfNeeded(now);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Running now = requireNonNull(running);
        var metadata = now.context.recordMetadata().orElseThrow();
        if (metadata.topic().equals(wiring.topics().events())) {
            // Nobody waits for what follows from it: it is committed with what comes next.
            now.check.require(
                    new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset(), now.fleet::goesOnAt);
            event(record, now);
            now.fleet.took(metadata.offset());
            return;
        }
        heartbeat(record, now);
        tickIfNeeded(now);
        if (wiring.fetched().isLast(metadata)) {
            now.context.commit();
        }
    }

    @Override
    public void close() {
        running = null;
    }

    private void event(Record<byte[], byte[]> record, Running now) {
        Event event;
        try {
            event = EventCodec.decode(record.key(), record.value());
        } catch (UndecodableException e) {
            poison.report(count -> LOG.warn("an event cannot be read: {} ({} records)", e.getMessage(), count));
            return;
        }
        now.fleet.decided(event, localMillis());
        tickIfNeeded(now);
    }

    private void heartbeat(Record<byte[], byte[]> record, Running now) {
        Heartbeat heartbeat;
        try {
            heartbeat = FleetCodec.decodeHeartbeat(record.key(), record.value());
            requirePlace(heartbeat.instance(), now.context.taskId().partition());
        } catch (UndecodableException e) {
            wiring.metrics().undecodableHeartbeat();
            poison.report(count -> LOG.warn("a heartbeat cannot be read: {} ({} records)", e.getMessage(), count));
            return;
        }
        wiring.metrics().heartbeat();
        now.fleet.heard(heartbeat, Instant.ofEpochMilli(record.timestamp()), localMillis());
    }

    /** Elsewhere its group's revisions are not known. */
    private void requirePlace(InstanceId instance, int partition) {
        int expected = ScopePartition.of(instance.scope(), wiring.partitions());
        if (partition != expected) {
            throw new UndecodableException("the heartbeat of " + instance + " stands in partition " + partition
                    + " (expected: " + expected + ", by the murmur2 hash of " + instance.scope() + ")");
        }
    }

    private void tickIfNeeded(Running now) {
        if (now.ticking == null && !now.fleet.isEmpty()) {
            now.ticking = now.context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick(now));
        }
    }

    private void tick(Running now) {
        if (running != now) {
            return; // a task that started over may still hold the schedule of its former life
        }
        now.fleet.tick(localMillis());
        if (now.ticking != null && now.fleet.isEmpty()) {
            now.ticking.cancel();
            now.ticking = null;
        }
    }

    private long localMillis() {
        return wiring.localMillis().getAsLong();
    }

    /** The sinks of the topology. */
    private final class Sinks implements FleetSink {
        private final ProcessorContext<byte[], byte[]> context;

        Sinks(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
        }

        @Override
        public void judged(Instance instance, Instant at) {
            forward(ProjectorTopology.INSTANCES_SINK, instance.id(), FleetCodec.encode(instance), at);
        }

        @Override
        public void forgotten(InstanceId instance, Instant at) {
            forward(ProjectorTopology.INSTANCES_SINK, instance, null, at);
        }

        @Override
        public void ask(Command command) {
            LOG.info(
                    "{}: a change that is tried is {}",
                    command.scope(),
                    command.origin().reason());
            long at = command.origin().at().toEpochMilli();
            context.forward(
                    new Record<>(Keys.of(command.scope()), CommandCodec.encode(command), at),
                    ProjectorTopology.CANARY_SINK);
            context.commit();
        }

        @Override
        public void transition(InstanceTransition transition) {
            wiring.metrics().transition(transition);
            LOG.info(
                    "instance {} is {}: {}",
                    transition.instance(),
                    transition.to() == null ? "forgotten" : transition.to().code(),
                    transition.reason());
            forward(
                    ProjectorTopology.TRANSITIONS_SINK,
                    transition.instance(),
                    FleetCodec.encode(transition),
                    transition.at());
        }

        private void forward(String sink, InstanceId instance, byte @Nullable [] value, Instant at) {
            context.forward(new Record<>(Keys.of(instance), value, at.toEpochMilli()), sink);
        }
    }
}
