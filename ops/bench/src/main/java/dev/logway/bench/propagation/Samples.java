package dev.logway.bench.propagation;

import dev.logway.bench.stats.Latency;
import dev.logway.bench.system.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The times of every measured change, and what must not have been seen. Confined to one thread. */
final class Samples {
    final Latency answered = new Latency();
    final Latency servedByAll = new Latency();
    final Latency servedAfterAnswer = new Latency();
    final Latency hop = new Latency();
    final List<Latency> servedByEdge;
    final List<String> faults = new ArrayList<>();

    Samples(int edges) {
        servedByEdge = Stream.generate(Latency::new).limit(edges).toList();
    }

    /** One change: when it was sent, when its PUT was answered, and what the edges were seen to do. */
    void add(String path, long sentNanos, long answeredNanos, List<Watch.Sighting> sightings) {
        answered.record(answeredNanos - sentNanos);
        long last = 0;
        for (int i = 0; i < sightings.size(); i++) {
            Watch.Sighting sighting = sightings.get(i);
            check(path, i, sighting);
            if (!sighting.isServed()) {
                return;
            }
            servedByEdge.get(i).record(sighting.servedNanos() - sentNanos);
            last = Math.max(last, sighting.servedNanos());
        }
        servedByAll.record(last - sentNanos);
        servedAfterAnswer.record(last - answeredNanos);
    }

    private void check(String path, int edge, Watch.Sighting sighting) {
        if (!sighting.isServed()) {
            faults.add("edge " + (edge + 1) + " did not serve " + path);
        }
        sighting.unexpected()
                .forEach((status, count) -> faults.add("edge " + (edge + 1) + " answered " + count + " × " + status
                        + " to " + path + " (expected: 404 and then 200)"));
        if (sighting.misses() == 0) {
            faults.add("edge " + (edge + 1) + " served " + path + " before it was made");
        }
    }
}
