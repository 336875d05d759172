package dev.logway.bench.system;

import dev.logway.bench.process.BenchException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Watches all edges at once, each on a thread and a connection of its own. */
public final class Watches implements AutoCloseable {
    private final List<Watch> watches;
    private final ExecutorService threads;

    private Watches(List<Watch> watches) {
        this.watches = watches;
        this.threads = Executors.newFixedThreadPool(
                watches.size(), Thread.ofPlatform().daemon().name("watch-", 1).factory());
    }

    /** Connects to every port; see {@link Watch#open}. */
    public static Watches open(List<Integer> ports, Duration interval, Duration limit) {
        return new Watches(
                ports.stream().map(port -> Watch.open(port, interval, limit)).toList());
    }

    /** A change being watched. */
    public record Watching(List<Future<Watch.Sighting>> sightings) {
        /** Waits for all edges; in the order of the ports. */
        public List<Watch.Sighting> await() {
            var seen = new ArrayList<Watch.Sighting>();
            for (Future<Watch.Sighting> sighting : sightings) {
                seen.add(result(sighting));
            }
            return seen;
        }
    }

    /** Begins to ask every edge for {@code path}, and returns when each has answered once. */
    public Watching begin(String path) {
        var firstAnswers = new CountDownLatch(watches.size());
        var sightings = new ArrayList<Future<Watch.Sighting>>();
        for (Watch watch : watches) {
            sightings.add(threads.submit(() -> watch.until200(path, firstAnswers)));
        }
        try {
            firstAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        return new Watching(List.copyOf(sightings));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        watches.forEach(Watch::close);
    }

    private static Watch.Sighting result(Future<Watch.Sighting> sighting) {
        try {
            return sighting.get();
        } catch (ExecutionException e) {
            throw new BenchException("watching an edge failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
