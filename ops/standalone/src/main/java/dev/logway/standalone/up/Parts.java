package dev.logway.standalone.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started and must be ended: stage by stage, the parts of one stage at once, all within a time. Threadsafe. */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Queue<Part> parts = new ConcurrentLinkedQueue<>();

    /** The order in which parts end. */
    enum Stage {
        /** Takes traffic. */
        FRONT,
        /** Decides and projects. */
        PROJECTOR,
        /** What the others stand on. */
        BASE
    }

    private record Part(Stage stage, String name, AutoCloseable handle) {}

    <T extends AutoCloseable> T add(Stage stage, String name, T handle) {
        parts.add(new Part(stage, name, handle));
        return handle;
    }

    /** Ends every part; those that take longer than {@code limit} in all are left behind and named in the log. */
    void close(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Stage stage : Stage.values()) {
            close(parts.stream().filter(part -> part.stage == stage).toList(), deadline);
        }
        parts.clear();
    }

    private static void close(List<Part> stage, long deadline) {
        if (stage.isEmpty()) {
            return;
        }
        var enders = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("ending-", 1).factory());
        var ending = new ArrayList<Future<?>>();
        stage.forEach(part -> ending.add(enders.submit(() -> close(part))));
        enders.shutdown();
        try {
            if (!enders.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                for (int i = 0; i < stage.size(); i++) {
                    if (!ending.get(i).isDone()) {
                        LOG.warn("{} did not end in time", stage.get(i).name);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Part part) {
        long started = System.nanoTime();
        try {
            part.handle.close();
            LOG.info("{} ended in {} ms", part.name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        } catch (Exception e) {
            LOG.warn("{} did not end cleanly", part.name, e);
        }
    }
}
