package dev.logway.domain.fleet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Which instances try a change, where only their share was asked for. Pure: the same seed chooses the same. */
public final class CanaryChoice {
    private static final int ALL = 100;

    private CanaryChoice() {}

    /**
     * Ids of {@code percent} of the {@code healthy} instances, sorted: at least one, each zone in its turn, and all of
     * them only if that was asked for. Empty if there are not enough for that.
     *
     * @param percent 1 to 100; rounded up to whole instances
     */
    public static List<String> of(List<Instance> healthy, int percent, long seed) {
        int wanted = Math.ceilDiv(healthy.size() * percent, ALL);
        int count = percent == ALL ? wanted : Math.min(wanted, healthy.size() - 1);
        var random = new Random(seed);
        var zones = zones(healthy, random);
        var chosen = new ArrayList<String>();
        while (chosen.size() < count) {
            ArrayDeque<String> zone = zones.removeFirst();
            chosen.add(zone.removeFirst());
            if (!zone.isEmpty()) {
                zones.addLast(zone);
            }
        }
        return chosen.stream().sorted().toList();
    }

    /** The instances of each zone in the order in which they are chosen; those without a zone are together. */
    private static ArrayDeque<ArrayDeque<String>> zones(List<Instance> healthy, Random random) {
        var byZone = new TreeMap<String, List<String>>();
        for (Instance instance : healthy) {
            String zone = instance.heartbeat().address().zone();
            byZone.computeIfAbsent(zone == null ? "" : zone, _ -> new ArrayList<>())
                    .add(instance.id().id());
        }
        var zones = new ArrayList<ArrayDeque<String>>();
        byZone.values().forEach(ids -> {
            Collections.sort(ids);
            Collections.shuffle(ids, random);
            zones.add(new ArrayDeque<>(ids));
        });
        Collections.shuffle(zones, random);
        return new ArrayDeque<>(zones);
    }
}
