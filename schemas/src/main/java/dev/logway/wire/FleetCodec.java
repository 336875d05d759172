package dev.logway.wire;

import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.domain.image.Digest;
import dev.logway.wire.avro.CanaryReportRecord;
import dev.logway.wire.avro.HeartbeatRecord;
import dev.logway.wire.avro.InstanceRecord;
import dev.logway.wire.avro.InstanceStateSymbol;
import dev.logway.wire.avro.InstanceTransitionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Heartbeats, instances and their transitions: the key is the instance's path, the value an Avro single object. */
public final class FleetCodec {
    private static final SingleObject<HeartbeatRecord> HEARTBEAT = new SingleObject<>(HeartbeatRecord.getClassSchema());
    private static final SingleObject<InstanceRecord> INSTANCE = new SingleObject<>(InstanceRecord.getClassSchema());
    private static final SingleObject<InstanceTransitionRecord> TRANSITION =
            new SingleObject<>(InstanceTransitionRecord.getClassSchema());

    private FleetCodec() {}

    public static byte[] encode(Heartbeat heartbeat) {
        return HEARTBEAT.encode(record(heartbeat));
    }

    /** @throws UndecodableException if it is no heartbeat, or its key names another instance */
    public static Heartbeat decodeHeartbeat(byte @Nullable [] key, byte @Nullable [] value) {
        HeartbeatRecord record = HEARTBEAT.decode(value);
        return checked(() -> sameInstance(key, heartbeat(record)));
    }

    public static byte[] encode(Instance instance) {
        return INSTANCE.encode(new InstanceRecord(
                symbol(instance.state()),
                instance.since(),
                instance.lastSeen(),
                instance.behindSince(),
                instance.servingSince(),
                record(instance.heartbeat())));
    }

    /** @throws UndecodableException if it is no instance, or its key names another */
    public static Instance decodeInstance(byte @Nullable [] key, byte @Nullable [] value) {
        InstanceRecord record = INSTANCE.decode(value);
        return checked(() -> new Instance(
                state(record.getState()),
                record.getSince(),
                record.getLastSeen(),
                record.getBehindSince(),
                servingSince(record),
                sameInstance(key, heartbeat(record.getHeartbeat()))));
    }

    public static byte[] encode(InstanceTransition transition) {
        return TRANSITION.encode(new InstanceTransitionRecord(
                transition.instance().path(),
                transition.from() == null ? null : symbol(transition.from()),
                transition.to() == null ? null : symbol(transition.to()),
                transition.at(),
                transition.reason()));
    }

    /** @throws UndecodableException if it is no transition */
    public static InstanceTransition decodeTransition(byte @Nullable [] value) {
        InstanceTransitionRecord record = TRANSITION.decode(value);
        return checked(() -> new InstanceTransition(
                instance(record.getInstance()),
                record.getFrom() == null ? null : state(record.getFrom()),
                record.getTo() == null ? null : state(record.getTo()),
                record.getAt(),
                record.getReason()));
    }

    /** Whoever wrote no such time knew that it serves it by then. */
    private static Instant servingSince(InstanceRecord record) {
        return record.getServingSince() == null ? record.getLastSeen() : record.getServingSince();
    }

    private static HeartbeatRecord record(Heartbeat heartbeat) {
        Heartbeat.Address address = heartbeat.address();
        return new HeartbeatRecord(
                heartbeat.instance().path(),
                address.hostname(),
                address.listeners(),
                address.version(),
                address.region(),
                address.zone(),
                heartbeat.serving().revision(),
                heartbeat.serving().digest().toString(),
                heartbeat.errors(),
                heartbeat.uptime().toMillis(),
                heartbeat.warnings(),
                heartbeat.canary() == null ? null : record(heartbeat.canary()));
    }

    private static Heartbeat heartbeat(HeartbeatRecord record) {
        return new Heartbeat(
                instance(record.getInstance()),
                new Heartbeat.Address(
                        record.getHostname(),
                        record.getListeners(),
                        record.getVersion(),
                        record.getRegion(),
                        record.getZone()),
                new Heartbeat.Serving(record.getRevision(), Digest.parse(record.getDigest())),
                record.getErrors(),
                Duration.ofMillis(record.getUptimeMillis()),
                record.getWarnings(),
                record.getCanary() == null ? null : report(record.getCanary()));
    }

    private static CanaryReportRecord record(CanaryReport report) {
        return new CanaryReportRecord(
                report.id(),
                report.counts().requests(),
                report.counts().errors(),
                report.counts().slow(),
                report.counts().open(),
                report.faults());
    }

    private static CanaryReport report(CanaryReportRecord record) {
        return new CanaryReport(
                record.getId(),
                new CanaryCounts(record.getRequests(), record.getErrors(), record.getSlow(), record.getOpen()),
                record.getFaults());
    }

    private static Heartbeat sameInstance(byte @Nullable [] key, Heartbeat heartbeat) {
        InstanceId named = Keys.instance(key);
        if (!named.equals(heartbeat.instance())) {
            throw new UndecodableException("the key names " + named + ", the value " + heartbeat.instance());
        }
        return heartbeat;
    }

    private static InstanceId instance(String path) {
        return InstanceId.parse(path).orElseThrow(() -> new UndecodableException("no instance: " + path));
    }

    private static InstanceStateSymbol symbol(InstanceState state) {
        return switch (state) {
            case HEALTHY -> InstanceStateSymbol.HEALTHY;
            case HEARTBEAT_ONLY -> InstanceStateSymbol.HEARTBEAT_ONLY;
            case LOST_CONNECTION -> InstanceStateSymbol.LOST_CONNECTION;
            case OFFLINE -> InstanceStateSymbol.OFFLINE;
        };
    }

    private static InstanceState state(InstanceStateSymbol symbol) {
        return switch (symbol) {
            case HEALTHY -> InstanceState.HEALTHY;
            case HEARTBEAT_ONLY -> InstanceState.HEARTBEAT_ONLY;
            case LOST_CONNECTION -> InstanceState.LOST_CONNECTION;
            case OFFLINE -> InstanceState.OFFLINE;
        };
    }

    private static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        }
    }
}
