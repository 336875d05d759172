package dev.logway.verify.fault.cluster;

import dev.logway.bench.http.HttpConnection;
import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Waiting;
import dev.logway.bench.process.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Three brokers, and the other parts as often as wanted, each a process of its own; whatever they say to one another
 * goes through the relay. Faults are made by one thread.
 */
public final class Cluster implements AutoCloseable {
    /** The key of the admin API. */
    public static final String ADMIN_KEY = "lw_faults";

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration CONFIGURE_LIMIT = Duration.ofMinutes(3);

    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private final Map<String, Disk> disks = new HashMap<>();
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Outages outages = new Outages();
    private final Thread endWithUs = Thread.ofPlatform().unstarted(this::end);
    private final Relay relay = new Relay(this::processes);
    private final Workspace workspace;
    private final Brokers brokers;
    private final KafkaView kafka;

    /** How many there are of each. */
    public record Size(int projectors, int apis, int edges, int upstreams) {
        /** What the fault suite is about. */
        public static final Size FULL = new Size(2, 2, 4, 2);

        int ports() {
            return Brokers.COUNT * 4 + projectors + apis + edges * 2 + upstreams * 2;
        }
    }

    private Cluster(Workspace workspace, Size size) {
        Ports free = Ports.free(size.ports());
        this.workspace = workspace;
        this.brokers = new Brokers(free);
        this.kafka = new KafkaView(brokers.bootstrap());
        brokers.planDoors(relay);
        boolean mayMount = LoopDisk.isPossible(workspace.path());
        for (int i = 1; i <= Brokers.COUNT; i++) {
            addBroker(i, mayMount);
        }
        new Settings(workspace, brokers.bootstrap(), free).all(size).forEach(this::add);
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /** Starts everything, and returns when each part does its work. */
    public static Cluster start(Workspace workspace, Size size) {
        var cluster = new Cluster(workspace, size);
        try {
            for (Role role : Role.values()) { // in the order in which they need one another
                if (role == Role.EDGE) {
                    cluster.configure();
                }
                cluster.all(role).forEach(Part::start);
                cluster.all(role).forEach(Part::awaitReady);
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The parts of a role, by name. */
    public List<Part> all(Role role) {
        return parts.values().stream()
                .filter(part -> part.role() == role)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    public Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("part: " + name + " (expected: one of " + parts.keySet() + ")");
        }
        return part;
    }

    /** The projector that decides the commands of the group under test. */
    public Part activeProjector() {
        return kafka.activeProjector(all(Role.PROJECTOR), part -> workspace.file(part.name()));
    }

    public Disk disk(Part broker) {
        Disk disk = disks.get(broker.name());
        if (disk == null) {
            throw new IllegalArgumentException("part: " + broker + " (expected: a broker)");
        }
        return disk;
    }

    /** The directory that is a part's own. */
    public Path directory(Part part) {
        return workspace.file(part.name());
    }

    /** Where a part takes requests: an API, an edge's traffic. */
    public int port(Part part) {
        return ports.getOrDefault(part.name(), 0);
    }

    public int statusPort(Part edge) {
        return ports.getOrDefault(edge.name() + Settings.STATUS, 0);
    }

    public Relay relay() {
        return relay;
    }

    public Outages outages() {
        return outages;
    }

    public KafkaView kafka() {
        return kafka;
    }

    /** All files of the run. */
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public void close() {
        relay.close();
        kafka.close();
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (IllegalStateException e) {
            return; // this process is ending, and with it its hooks
        }
    }

    private void addBroker(int number, boolean mayMount) {
        String name = Brokers.name(number);
        Disk disk = mayMount ? LoopDisk.make(workspace.path(), name) : new Disk.Directory(workspace.directory(name));
        disks.put(name, disk);
        Path settings = brokers.settings(workspace, number, disk);
        var setup = new Part.Setup(
                name,
                Role.BROKER,
                Settings.logway(Role.BROKER, settings),
                Map.of(),
                workspace.file(name + ".log"),
                () -> brokers.isListening(number) && kafka.isServing(number));
        parts.put(name, new Part(setup, outages, relay));
    }

    private void add(Settings.Planned planned) {
        String name = planned.name();
        ports.put(name, planned.port());
        ports.put(name + Settings.STATUS, planned.statusPort());
        if (planned.door() > 0) {
            relay.plan(name, planned.port(), planned.door());
        }
        var setup = new Part.Setup(
                name,
                planned.role(),
                planned.command(),
                planned.environment(),
                workspace.file(name + ".log"),
                () -> answers200(planned.readyPort(), planned.readyPath()));
        parts.put(name, new Part(setup, outages, relay));
    }

    private void configure() {
        int port = port(all(Role.COMMAND_API).getFirst());
        for (Map.Entry<String, String> document : Steady.documents(workspace).entrySet()) {
            byte[] request = Request.admin("PUT", document.getKey(), ADMIN_KEY, document.getValue());
            Waiting.until(document.getKey() + " is taken", CONFIGURE_LIMIT, () -> answers(port, request) / 100 == 2);
        }
    }

    private static boolean answers200(int port, String path) {
        return answers(port, Request.get(path)) == 200;
    }

    private static int answers(int port, byte[] request) {
        try (var connection = HttpConnection.open(port, ANSWER_LIMIT)) {
            return connection.status(request);
        } catch (IOException e) {
            return 0;
        }
    }

    private Map<Long, String> processes() {
        var processes = new HashMap<Long, String>();
        parts.values().forEach(part -> part.processId().ifPresent(id -> processes.put(id, part.name())));
        return processes;
    }

    private void end() {
        parts.values().forEach(Part::kill);
        disks.values().forEach(Disk::close);
    }

    /** @throws BenchException if a part that should run does not */
    public void requireAlive() {
        for (Part part : parts.values()) {
            if (part.processId().isEmpty()) {
                throw new BenchException(part + " ended by itself");
            }
        }
    }
}
