package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Condition;
import dev.logway.verify.fault.cluster.Link;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What one part has open to some of another kind is reset, swallowed, or late. */
record CutLink() implements Fault {
    private static final List<Condition> CONDITIONS = List.of(Condition.CUT, Condition.SILENT, Condition.SLOW);

    @Override
    public String name() {
        return "network between two sides";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Condition condition = Picks.one(random, CONDITIONS);
        List<Link> links = links(cluster, random);
        links.forEach(link -> set(cluster, link, condition));
        return new Injury(
                condition.name().toLowerCase(Locale.ROOT) + " " + links.getFirst()
                        + (links.size() > 1 ? " and " + (links.size() - 1) + " more" : ""),
                Picks.seconds(random, 3, 20),
                () -> links.forEach(link -> heal(cluster, link)));
    }

    /** From one part to one broker, to all brokers, or, for an edge, to a node. */
    private static List<Link> links(Cluster cluster, RandomGenerator random) {
        Role role = Picks.one(random, List.of(Role.BROKER, Role.PROJECTOR, Role.COMMAND_API, Role.EDGE));
        Part from = Picks.one(random, cluster.all(role));
        if (role == Role.EDGE && random.nextInt(2) == 0) {
            return List.of(new Link(
                    from.name(), Picks.one(random, cluster.all(Role.UPSTREAM)).name()));
        }
        var brokers = new ArrayList<>(cluster.all(Role.BROKER));
        brokers.remove(from);
        return random.nextInt(2) == 0
                ? brokers.stream()
                        .map(broker -> new Link(from.name(), broker.name()))
                        .toList()
                : List.of(new Link(from.name(), Picks.one(random, brokers).name()));
    }

    private static void set(Cluster cluster, Link link, Condition condition) {
        if (condition != Condition.SLOW && cluster.part(link.to()).role() == Role.UPSTREAM) {
            cluster.outages().begin(link.toString());
        }
        cluster.relay().set(link, condition);
    }

    private static void heal(Cluster cluster, Link link) {
        cluster.relay().set(link, Condition.OPEN);
        cluster.outages().end(link.toString());
    }
}
