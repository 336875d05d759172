package dev.logway.api.state;

import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceState;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How much of a group's fleet has to serve a revision. Healthy instances count, and no others. */
public sealed interface Coverage {

    /** All of them; where there is none, that is so at once. */
    record All() implements Coverage {}

    /** More than half of them. */
    record Quorum() implements Coverage {}

    /** So many of them: 1 or more. */
    record AtLeast(int instances) implements Coverage {}

    /** One of each zone, and at least one; those that name no zone are a zone together. */
    record EachZone() implements Coverage {}

    /** All of one zone, and at least one. */
    record Zone(String name) implements Coverage {}

    /**
     * How far a revision has come.
     *
     * @param reached whether that is enough
     * @param serving those that serve it, or a later one
     * @param lagging those that do not, and could help
     */
    record Standing(boolean reached, List<Instance> serving, List<Instance> lagging) {
        /** Copies both lists. */
        public Standing {
            serving = List.copyOf(serving);
            lagging = List.copyOf(lagging);
        }
    }

    /** How far {@code revision} has come among {@code instances}. */
    default Standing standing(List<Instance> instances, long revision) {
        List<Instance> healthy = those(instances, instance -> instance.state() == InstanceState.HEALTHY);
        List<Instance> serving = those(healthy, instance -> serves(instance, revision));
        List<Instance> lagging = those(healthy, instance -> !serves(instance, revision));
        return switch (this) {
            case All _ -> new Standing(lagging.isEmpty(), serving, lagging);
            case Quorum _ -> new Standing(2 * serving.size() > healthy.size(), serving, lagging);
            case AtLeast(int least) -> new Standing(serving.size() >= least, serving, lagging);
            case EachZone _ -> eachZone(serving, lagging);
            case Zone(String name) ->
                all(
                        those(serving, instance -> name.equals(zone(instance))),
                        those(lagging, instance -> name.equals(zone(instance))));
        };
    }

    private static Standing eachZone(List<Instance> serving, List<Instance> lagging) {
        var reached = new HashSet<@Nullable String>();
        serving.forEach(instance -> reached.add(zone(instance)));
        List<Instance> missing = those(lagging, instance -> !reached.contains(zone(instance)));
        return all(serving, missing);
    }

    private static Standing all(List<Instance> serving, List<Instance> missing) {
        return new Standing(!serving.isEmpty() && missing.isEmpty(), serving, missing);
    }

    private static boolean serves(Instance instance, long revision) {
        return instance.heartbeat().serving().revision() >= revision;
    }

    private static @Nullable String zone(Instance instance) {
        return instance.heartbeat().address().zone();
    }

    private static List<Instance> those(List<Instance> instances, Predicate<Instance> condition) {
        return instances.stream().filter(condition).toList();
    }
}
