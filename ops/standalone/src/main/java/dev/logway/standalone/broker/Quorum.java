package dev.logway.standalone.broker;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node's place in its KRaft quorum, which is static: every node is told the same voters.
 *
 * @param nodeId this node's id, one of the voters'
 * @param voters all voters, ids distinct; every one is broker and controller
 * @param clusterIdOrNull the cluster's id, or null to generate one when the directory is first used
 */
record Quorum(int nodeId, List<Voter> voters, @Nullable String clusterIdOrNull) {
    private static final int SINGLE_NODE_ID = 1;

    /** @throws IllegalArgumentException if the voters do not name this node, name one id twice, or leave a port open */
    Quorum {
        voters = List.copyOf(voters);
        if (voters.stream().noneMatch(voter -> voter.id() == nodeId)) {
            throw new IllegalArgumentException("node.id: " + nodeId + " (expected: one of the quorum " + voters + ")");
        }
        if (voters.stream().map(Voter::id).distinct().count() != voters.size()) {
            throw new IllegalArgumentException("quorum: " + voters + " (expected: each id once)");
        }
        if (voters.size() > 1 && voters.stream().anyMatch(voter -> voter.port() == 0)) {
            throw new IllegalArgumentException("quorum: " + voters + " (expected: ports that every node can know)");
        }
    }

    static Quorum single(String host, int controllerPort) {
        return new Quorum(SINGLE_NODE_ID, List.of(new Voter(SINGLE_NODE_ID, host, controllerPort)), null);
    }

    Voter self() {
        return voters.stream().filter(voter -> voter.id() == nodeId).findFirst().orElseThrow();
    }

    int size() {
        return voters.size();
    }

    Optional<String> clusterId() {
        return Optional.ofNullable(clusterIdOrNull);
    }

    Quorum withControllerPort(int port) {
        var moved = voters.stream()
                .map(voter -> voter.id() == nodeId ? voter.withPort(port) : voter)
                .toList();
        return new Quorum(nodeId, moved, clusterIdOrNull);
    }

    /** The voters in the form of Kafka's {@code controller.quorum.voters}. */
    String asSetting() {
        return voters.stream().map(Voter::toString).collect(joining(","));
    }
}
