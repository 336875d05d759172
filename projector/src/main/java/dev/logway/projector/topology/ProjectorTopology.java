package dev.logway.projector.topology;

import dev.logway.wire.Topics;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The projector's two sub-topologies, each with a task per partition: commands to events and config records, and
 * heartbeats with events to the state of the fleet. Names and order are part of what is stored (tasks, changelogs) and
 * stay as they are.
 */
public final class ProjectorTopology {
    /** The store of {@link CommandProcessor}. */
    public static final String SCOPES_STORE = "scopes";
    /** The store of {@link FleetProcessor}. */
    public static final String FLEET_STORE = "fleet";

    static final String EVENTS_SINK = "events-out";
    static final String CONFIG_SINK = "config-out";
    static final String COMMANDS_SINK = "commands-out";
    static final String INSTANCES_SINK = "instances-out";
    static final String TRANSITIONS_SINK = "instance-events-out";
    /** To the topic of {@link #COMMANDS_SINK}; a node that both fed would make one sub-topology of the two. */
    static final String CANARY_SINK = "canary-commands-out";

    private static final String COMMANDS_SOURCE = "commands-in";
    private static final String COMMANDS = "decide";
    private static final String HEARTBEATS_SOURCE = "heartbeats-in";
    private static final String EVENTS_SOURCE = "events-in";
    private static final String FLEET = "judge";

    private ProjectorTopology() {}

    public static Topology build(Wiring wiring) {
        var topology = new Topology();
        addCommands(topology, wiring);
        addFleet(topology, wiring);
        return topology;
    }

    private static void addCommands(Topology topology, Wiring wiring) {
        Topics topics = wiring.topics();
        addSource(topology, COMMANDS_SOURCE, topics.commands());
        topology.addProcessor(COMMANDS, () -> new CommandProcessor(wiring), COMMANDS_SOURCE);
        topology.addStateStore(store(SCOPES_STORE, wiring), COMMANDS);
        addSink(topology, EVENTS_SINK, topics.events(), COMMANDS);
        topology.<byte[], ConfigWrite>addSink(
                CONFIG_SINK,
                (_, write, _) -> write.topic(),
                new ByteArraySerializer(),
                (_, write) -> write.value(),
                (_, _, _, _) -> Optional.of(Set.of(0)),
                COMMANDS);
        addSink(topology, COMMANDS_SINK, topics.commands(), COMMANDS);
    }

    private static void addFleet(Topology topology, Wiring wiring) {
        Topics topics = wiring.topics();
        addSource(topology, HEARTBEATS_SOURCE, topics.heartbeats());
        addSource(topology, EVENTS_SOURCE, topics.events());
        topology.addProcessor(FLEET, () -> new FleetProcessor(wiring), HEARTBEATS_SOURCE, EVENTS_SOURCE);
        topology.addStateStore(store(FLEET_STORE, wiring), FLEET);
        addSink(topology, INSTANCES_SINK, topics.instances(), FLEET);
        addSink(topology, TRANSITIONS_SINK, topics.instanceEvents(), FLEET);
        addSink(topology, CANARY_SINK, topics.commands(), FLEET);
    }

    private static void addSource(Topology topology, String name, String topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                new BrokerTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    private static void addSink(Topology topology, String name, String topic, String parent) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), parent);
    }

    /** Without a cache: every command is committed at once, so that nothing would be saved. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name, Wiring wiring) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(wiring.changelogs());
    }
}
