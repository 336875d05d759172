package dev.logway.verify.fault.cluster;

import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The network between the parts: each of them that others connect to has a door here, and is only known by it. What
 * comes through a door belongs to the link from whoever opened the connection. Threadsafe.
 */
public final class Relay implements AutoCloseable {
    private static final String OUTSIDE = "outside";

    private final Map<Link, Condition> conditions = new ConcurrentHashMap<>();
    private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
    private final List<Door> doors = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Peers peers;

    /** @param parts names of the parts that run now, by process id; what others open is never cut */
    Relay(Supplier<Map<Long, String>> parts) {
        this.peers = new Peers(parts);
    }

    /** Plans a door to {@code port} of {@code part} at a port of this machine. */
    void plan(String part, int port, int at) {
        doors.add(new Door(part, port, at, this::carry));
    }

    /** Opens the doors of {@code part}, which is about to listen. */
    void open(String part) {
        doors.stream().filter(door -> door.part().equals(part)).forEach(Door::open);
    }

    /** Shuts the doors of {@code part}, which has ended: who connects is refused, as by its own port. */
    void shut(String part) {
        doors.stream().filter(door -> door.part().equals(part)).forEach(Door::close);
    }

    /** From now on {@code link} is in {@code condition}. */
    public void set(Link link, Condition condition) {
        conditions.put(link, condition);
        if (condition == Condition.CUT) {
            pipes.stream().filter(pipe -> pipe.link().equals(link)).forEach(Pipe::reset);
        }
    }

    Condition condition(Link link) {
        return conditions.getOrDefault(link, Condition.OPEN);
    }

    @Override
    public void close() {
        doors.forEach(Door::close);
        pipes.forEach(Pipe::reset);
        threads.shutdownNow();
    }

    private void carry(Door door, Socket caller) {
        threads.execute(() -> {
            var pipe = new Pipe(new Link(peers.of(caller).orElse(OUTSIDE), door.part()), caller, this::condition);
            pipes.add(pipe);
            try {
                pipe.run(door.port(), threads);
            } finally {
                pipes.remove(pipe);
            }
        });
    }
}
