package dev.logway.verify.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.bench.process.Waiting;
import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Steady;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stranger writes to a topic of Logway's in a transaction that it never ends: until the brokers abort it, nobody who
 * reads committed records gets any further there.
 */
record HangingTransaction() implements Fault {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final Duration GONE_LIMIT = Duration.ofMinutes(1);
    private static final String STRANGER = "stranger";

    @Override
    public String name() {
        return "transaction left hanging by a stranger";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        var topics = Topics.byDefault();
        String topic = Picks.one(random, List.of(topics.config(Steady.SCOPE), topics.events(), topics.commands()));
        var producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.kafka().bootstrap(),
                        "transactional.id",
                        STRANGER,
                        "transaction.timeout.ms",
                        TIMEOUT_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (int partition = 0; partition < producer.partitionsFor(topic).size(); partition++) {
            var _ = producer.send(new ProducerRecord<>(topic, partition, "routes/steady-both".getBytes(UTF_8), null));
        }
        producer.flush();
        return new Injury(topic, Duration.ZERO, () -> {
            Waiting.until(
                    "the brokers abort the transaction of " + STRANGER,
                    GONE_LIMIT,
                    () -> cluster.kafka().ongoing(STRANGER).isEmpty());
            producer.close(Duration.ZERO);
        });
    }
}
