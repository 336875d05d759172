package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Condition;
import dev.logway.verify.fault.cluster.Link;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A broker and the others cannot reach each other, while clients still reach all of them. */
record IsolatedBroker() implements Fault {
    @Override
    public String name() {
        return "broker cut off from the others";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part broker = Picks.one(random, cluster.all(Role.BROKER));
        Condition condition = random.nextInt(2) == 0 ? Condition.CUT : Condition.SILENT;
        List<Link> links = cluster.all(Role.BROKER).stream()
                .filter(other -> other != broker)
                .flatMap(other ->
                        Stream.of(new Link(broker.name(), other.name()), new Link(other.name(), broker.name())))
                .toList();
        links.forEach(link -> cluster.relay().set(link, condition));
        return new Injury(
                broker.name(),
                Picks.seconds(random, 5, 25),
                () -> links.forEach(link -> cluster.relay().set(link, Condition.OPEN)));
    }
}
