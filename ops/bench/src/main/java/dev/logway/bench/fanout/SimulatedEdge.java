package dev.logway.bench.fanout;

import dev.logway.domain.Scope;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.ScopeImage;
import dev.logway.edge.fleet.HeartbeatSender;
import dev.logway.edge.fleet.KafkaHeartbeatTopic;
import dev.logway.log.ConfigReader;
import dev.logway.wire.Topics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An edge as the log sees it: with clients of its own for the config topic and for heartbeats, and no table. */
final class SimulatedEdge {
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);

    private final InstanceId instance;
    private final Heartbeat.Address address;
    private final long startedNanos = System.nanoTime();
    private volatile ScopeImage image;

    private SimulatedEdge(Scope group, String id) {
        this.instance = new InstanceId(group.name(), id);
        this.address = new Heartbeat.Address("simulated", List.of(), "bench", null, null);
        this.image = ScopeImage.empty(group);
    }

    /** Starts one, which goes on until its process ends. */
    static SimulatedEdge start(Vertx vertx, Map<String, Object> kafka, Scope group, String id) {
        var edge = new SimulatedEdge(group, id);
        var topics = Topics.byDefault();
        var sender = new HeartbeatSender(vertx, new KafkaHeartbeatTopic(vertx, kafka, topics), edge::heartbeat);
        ConfigReader.start(id, kafka, topics).follow(edge.image, null, loaded -> {
            edge.image = loaded.image();
            sender.changed();
        });
        sender.start(HEARTBEAT_INTERVAL);
        return edge;
    }

    /** The revision it serves; 0 for none. */
    long revision() {
        return image.revision();
    }

    private Heartbeat heartbeat() {
        ScopeImage now = image;
        return new Heartbeat(
                instance,
                address,
                new Heartbeat.Serving(now.revision(), now.digest()),
                List.of(),
                Duration.ofNanos(System.nanoTime() - startedNanos));
    }
}
