package dev.logway.verify.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.standalone.audit.ConfigRebuild;
import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Steady;
import dev.logway.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Somebody removes a record of the config topic by hand: a tombstone, which is how a compacted topic has it. Edges stay
 * on the last good table until {@code logway replay} has put back what the events say.
 */
record RemovedRecord() implements Fault {
    @Override
    public String name() {
        return "record removed from the config topic";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        String key = Picks.one(random, List.of("routes/steady-both", "routes/steady-solo", "upstreams/solo"));
        remove(cluster.kafka().bootstrap(), key);
        return new Injury(key, Picks.seconds(random, 2, 8), () -> replay(cluster));
    }

    private static void remove(String bootstrap, String key) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.byDefault().config(Steady.SCOPE), 0, key.getBytes(UTF_8), null))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void replay(Cluster cluster) {
        new ConfigRebuild(Map.of("bootstrap.servers", cluster.kafka().bootstrap()), Steady.SCOPE, Topics.byDefault())
                .run(_ -> {});
    }
}
