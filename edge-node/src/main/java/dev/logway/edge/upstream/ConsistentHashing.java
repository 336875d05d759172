package dev.logway.edge.upstream;

/** Chooses the node that a {@link HashRing} gives to what a request is hashed on. */
final class ConsistentHashing implements Balancer {
    private final HashRing ring;
    private final HashKey key;

    ConsistentHashing(HashRing ring, HashKey key) {
        this.ring = ring;
        this.key = key;
    }

    @Override
    public int choose(Shares shares, HashSource request) {
        return ring.first(Hashes.of(key.of(request)), shares);
    }
}
