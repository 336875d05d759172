package dev.logway.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.Scope;
import dev.logway.wire.Keys;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

final class ScopePartitionTest {

    @Test
    void producersChooseTheSame() {
        for (String name : new String[] {"default", "a", "eu-west-1", "0", "a-rather-long-name-of-a-group-in-europe"}) {
            Scope scope = Scope.group(name);
            assertEquals(
                    BuiltInPartitioner.partitionForKey(Keys.of(scope), TopicSpecs.SCOPE_PARTITIONS),
                    ScopePartition.of(scope, TopicSpecs.SCOPE_PARTITIONS));
        }
    }
}
