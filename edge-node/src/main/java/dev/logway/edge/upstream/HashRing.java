package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import java.util.Arrays;
import java.util.List;

/**
 * The ring of consistent hashing as ketama has it: every node stands at many points, in proportion to its weight, and a request goes to
 * the first point at or after its own hash. A node's points depend on its address and weight alone, so that another node
 * that comes or goes takes or leaves its own share and moves nothing between the rest. Immutable.
 */
final class HashRing {
    private static final int POINTS_PER_WEIGHT = 160;
    private static final int MAX_POINTS = 1 << 17;

    private final long[] points;
    private final int[] owners;

    private HashRing(long[] points, int[] owners) {
        this.points = points;
        this.owners = owners;
    }

    /** The ring of {@code nodes}; one of weight 0 is not on it. */
    static HashRing of(List<Node> nodes) {
        int shift = shift(nodes);
        var ring = new long[nodes.stream().mapToInt(node -> points(node, shift)).sum()][];
        int next = 0;
        for (int owner = 0; owner < nodes.size(); owner++) {
            Node node = nodes.get(owner);
            for (int i = points(node, shift); i > 0; i--) {
                ring[next++] = new long[] {Hashes.of(node.host() + ":" + node.port() + "-" + i), owner};
            }
        }
        Arrays.sort(ring, (one, other) -> Long.compare(one[0], other[0]));
        return new HashRing(
                Arrays.stream(ring).mapToLong(point -> point[0]).toArray(),
                Arrays.stream(ring).mapToInt(point -> (int) point[1]).toArray());
    }

    /** The first node at or after {@code hash} whose share is not 0; -1 if there is none. */
    int first(long hash, Shares shares) {
        int found = Arrays.binarySearch(points, hash);
        int from = found < 0 ? -found - 1 : found;
        for (int i = 0; i < points.length; i++) {
            int owner = owners[(from + i) % points.length];
            if (shares.of(owner) > 0) {
                return owner;
            }
        }
        return -1;
    }

    private static int points(Node node, int shift) {
        long all = (long) node.weight() * POINTS_PER_WEIGHT;
        return node.weight() == 0 ? 0 : Math.max(1, (int) (all >> shift));
    }

    /** How often the points are halved, all nodes alike, until they are not too many. */
    private static int shift(List<Node> nodes) {
        long total = nodes.stream()
                .mapToLong(node -> (long) node.weight() * POINTS_PER_WEIGHT)
                .sum();
        int shift = 0;
        while (total >> shift > MAX_POINTS) {
            shift++;
        }
        return shift;
    }
}
