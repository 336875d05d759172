package dev.logway.edge.upstream;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.Node;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes of an upstream at one moment, with all that can be computed before a request comes. Immutable. */
final class Members {
    private final List<Member> all;
    private final int[] tiers;
    private final @Nullable HashRing ring;

    Members(List<Member> all, Balancing balancing) {
        this.all = List.copyOf(all);
        this.tiers = all.stream()
                .map(Member::node)
                .filter(node -> node.weight() > 0)
                .map(Node::priority)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(priority -> priority)
                .toArray();
        this.ring = balancing instanceof Balancing.ConsistentHash
                ? HashRing.of(all.stream().map(Member::node).toList())
                : null;
    }

    List<Member> all() {
        return all;
    }

    int size() {
        return all.size();
    }

    Member get(int index) {
        return all.get(index);
    }

    /** How many priorities there are among the nodes that take requests. */
    int tiers() {
        return tiers.length;
    }

    /** The priority of the tier {@code index}, the highest first. */
    int priority(int index) {
        return tiers[index];
    }

    /** For consistent hashing, else null. */
    @Nullable
    HashRing ring() {
        return ring;
    }

    /** How many take requests, healthy or not. */
    int serving() {
        int count = 0;
        for (Member member : all) {
            count += member.node().weight() > 0 ? 1 : 0;
        }
        return count;
    }

    /** Whether no node is left that should be given requests. */
    boolean allDown(long nowNanos) {
        for (Member member : all) {
            if (member.node().weight() > 0 && member.live().isAvailable(nowNanos)) {
                return false;
            }
        }
        return true;
    }
}
