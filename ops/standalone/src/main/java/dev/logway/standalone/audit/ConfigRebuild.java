package dev.logway.standalone.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.log.TopicAdmin;
import dev.logway.log.TopicSpecs;
import dev.logway.replay.ConfigFold;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/*
 * The topic is read, then the events, and what differs is appended, with the seal last. The projector may append
 * meanwhile, and then what was written here may be older than what it wrote: so both are read again, and again what
 * differs is appended, until nothing does. In between, edges see a seal that does not match and stay on what they serve.
 * Because only what differs is written, whoever was interrupted simply begins again.
 */
/** Makes a scope's config topic what the scope's events say, while edges serve and commands are decided. */
public final class ConfigRebuild {
    private static final int MAX_ROUNDS = 10;
    private static final int RECORDS_AT_ONCE = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Nobody reads on while a transaction is open that whoever rebuilt could not end. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final Scope scope;
    private final Topics topics;

    public ConfigRebuild(Map<String, Object> kafka, Scope scope, Topics topics) {
        this.kafka = Map.copyOf(kafka);
        this.scope = scope;
        this.topics = topics;
    }

    /**
     * What was done.
     *
     * @param written records, tombstones and seals among them
     */
    public record Result(long revision, long written) {}

    /**
     * Rebuilds the topic; makes it if it is gone.
     *
     * @throws LogReadException if the log is not reachable, holds no events of the scope, or changes keep coming
     * @throws dev.logway.replay.ReplayException if the events are damaged, before anything is written
     */
    public Result run(Records.ProgressTaker progress) {
        try (var events = EventRecords.open(kafka, scope, topics)) {
            var fold = new ConfigFold(scope);
            events.readOn(fold::accept, progress);
            if (fold.revision() == 0) {
                throw new LogReadException("nothing was ever accepted in " + scope, null);
            }
            ensureTopic(events.replication());
            long written = 0;
            for (int round = 0; round < MAX_ROUNDS; round++) {
                Map<String, byte[]> there = there();
                events.readOn(fold::accept, progress);
                List<ConfigFold.Repair> repairs = fold.repairs(there);
                if (repairs.isEmpty()) {
                    return new Result(fold.revision(), written);
                }
                append(repairs);
                written += repairs.size();
            }
            throw new LogReadException(
                    "the config topic of " + scope + " kept changing; begin again, it goes on from there", null);
        } catch (KafkaException e) {
            throw new LogReadException("the config topic of " + scope + " cannot be rebuilt: " + e.getMessage(), e);
        }
    }

    private void ensureTopic(short replication) {
        try (var admin = TopicAdmin.connect(kafka, new TopicSpecs(topics, replication), TIMEOUT)) {
            admin.ensureConfig(scope);
        }
    }

    private Map<String, byte[]> there() {
        var there = new TreeMap<String, byte[]>();
        try (var records = LogRecords.open(kafka, scope, topics)) {
            records.readConfig(record -> {
                String key = new String(record.key(), UTF_8);
                if (record.value() == null) {
                    there.remove(key);
                } else {
                    there.put(key, record.value());
                }
                return true;
            });
        }
        return there;
    }

    /** In transactions, as the projector writes, so that nobody reads what was not written whole. */
    private void append(List<ConfigFold.Repair> repairs) {
        var settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.prefix() + "replay." + scope.name());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpecs.MAX_RECORD_BYTES);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int from = 0; from < repairs.size(); from += RECORDS_AT_ONCE) {
                producer.beginTransaction();
                for (ConfigFold.Repair repair :
                        repairs.subList(from, Math.min(repairs.size(), from + RECORDS_AT_ONCE))) {
                    // The commit fails if a record was not taken.
                    var _ = producer.send(new ProducerRecord<>(topics.config(scope), 0, repair.key(), repair.value()));
                }
                producer.commitTransaction();
            }
        }
    }
}
