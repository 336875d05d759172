package dev.logway.api.http;

import dev.logway.api.json.CanaryDocument;
import dev.logway.api.state.Fleet;
import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.fleet.CanaryChoice;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.resource.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the instances that try a change. Only healthy ones do: of the others nothing could be learned. */
final class CanaryInstances {
    private static final int NAMED = 10;

    private final Fleet fleet;

    CanaryInstances(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * The canary that {@code asked} describes; null if none is asked for.
     *
     * @param id of the command; the same one finds the same instances
     * @throws ApiException if there are no such instances
     */
    @Nullable
    Canary find(Scope scope, @Nullable CanaryDocument asked, CommandId id) {
        if (asked == null) {
            return null;
        }
        List<Instance> known = fleet.of(scope.name());
        return asked.percent() == null
                ? asked.of(named(asked.instances(), known))
                : asked.of(share(asked.percent(), known, id));
    }

    private static List<String> named(List<String> ids, List<Instance> known) {
        Map<String, InstanceState> states = new TreeMap<>();
        known.forEach(instance -> states.put(instance.id().id(), instance.state()));
        var faults = new ArrayList<String>();
        for (String id : ids) {
            InstanceState state = states.get(id);
            if (state != InstanceState.HEALTHY && faults.size() < NAMED) {
                faults.add(id + " is " + (state == null ? "not known" : state.code()));
            }
        }
        if (!faults.isEmpty()) {
            throw none(String.join(", ", faults) + "; only healthy instances can try a change");
        }
        return ids;
    }

    private static List<String> share(int percent, List<Instance> known, CommandId id) {
        List<Instance> healthy = known.stream()
                .filter(instance -> instance.state() == InstanceState.HEALTHY)
                .toList();
        List<String> chosen = CanaryChoice.of(healthy, percent, seed(id));
        if (chosen.isEmpty()) {
            throw none(
                    healthy.isEmpty()
                            ? "the group has no healthy instance that could try the change"
                            : "the group has one healthy instance, and percent: " + percent
                                    + " is not all of them; percent: 100 tries the change there");
        }
        if (chosen.size() > Canary.MAX_INSTANCES) {
            throw none(chosen.size() + " instances would try the change (at most " + Canary.MAX_INSTANCES + ")");
        }
        return chosen;
    }

    private static long seed(CommandId id) {
        return id.value().getMostSignificantBits() ^ id.value().getLeastSignificantBits();
    }

    private static ApiException none(String why) {
        return new ApiException(ProblemType.NO_INSTANCE_FOR_CANARY, why);
    }
}
