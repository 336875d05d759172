package dev.logway.log;

import dev.logway.domain.Scope;
import dev.logway.wire.Keys;
import org.apache.kafka.common.utils.Utils;

/**
 * The one partition that a scope has in every topic with as many partitions: the one Kafka's producers choose for a
 * record whose key is the scope's path. Heartbeats go there too, though their key is the instance's.
 */
public final class ScopePartition {
    private ScopePartition() {}

    /** The partition of {@code scope} among {@code partitions}; from 0. */
    public static int of(Scope scope, int partitions) {
        return Utils.toPositive(Utils.murmur2(Keys.of(scope))) % partitions;
    }
}
