package dev.logway.log;

import dev.logway.domain.Scope;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates topics with their full configuration, and refuses those that are wrong. Every call blocks until the
 * cluster answered, at most {@code timeout}. Threadsafe.
 */
public final class TopicAdmin implements AutoCloseable {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Admin admin;
    private final TopicSpecs specs;
    private final Duration timeout;

    private TopicAdmin(Admin admin, TopicSpecs specs, Duration timeout) {
        this.admin = admin;
        this.specs = specs;
        this.timeout = timeout;
    }

    /** @param kafka settings of an admin client, {@code bootstrap.servers} among them */
    public static TopicAdmin connect(Map<String, Object> kafka, TopicSpecs specs, Duration timeout) {
        return new TopicAdmin(Answers.client(kafka, timeout), specs, timeout);
    }

    /**
     * Makes sure that the topics of the installation exist and are right.
     *
     * @throws TopicMismatchException if a topic has another number of partitions or another cleanup policy
     * @throws LogUnreachableException if the cluster does not answer
     */
    public void ensureFixed() {
        ensure(specs.fixed());
    }

    /** Makes sure that the config topic of {@code scope} exists and is right; throws as {@link #ensureFixed}. */
    public void ensureConfig(Scope scope) {
        ensure(List.of(specs.config(scope)));
    }

    /**
     * Makes sure that the topic for samples of {@code group}'s requests exists and keeps them for {@code retention}.
     * One that is set otherwise is set right; its partitions stay as they are, because nothing depends on them.
     *
     * @throws LogUnreachableException if the cluster does not answer, or does not let this client
     * @throws TopicMismatchException if somebody else has just made it otherwise; asked again, it is set right
     */
    public void ensureAccess(String group, Duration retention) {
        TopicSpec spec = specs.access(group, retention);
        try {
            setRight(spec);
        } catch (UnknownTopicOrPartitionException e) {
            create(List.of(spec));
        }
    }

    /** The scopes that have a config topic. */
    public SortedSet<Scope> configScopes() {
        var scopes = new TreeSet<Scope>();
        Topics topics = specs.topics();
        get(admin.listTopics().names(), "listing topics")
                .forEach(name -> topics.scopeOfConfig(name).ifPresent(scopes::add));
        return scopes;
    }

    /**
     * What {@code name} is set to on a broker; empty if this client may not ask.
     *
     * @throws LogUnreachableException if the cluster does not answer
     */
    public Optional<String> brokerSetting(String name) {
        Node broker = get(admin.describeCluster().nodes(), "finding a broker")
                .iterator()
                .next();
        var resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        try {
            Config config = get(
                    admin.describeConfigs(List.of(resource)).values().get(resource),
                    "reading the configuration of broker " + broker.idString());
            return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
        } catch (LogUnreachableException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private void ensure(List<TopicSpec> wanted) {
        var missing = new ArrayList<TopicSpec>();
        var described = admin.describeTopics(
                        wanted.stream().map(TopicSpec::name).toList())
                .topicNameValues();
        for (TopicSpec spec : wanted) {
            try {
                verify(spec, get(described.get(spec.name()), "describing topic " + spec.name()));
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(spec);
            }
        }
        if (!missing.isEmpty()) {
            create(missing);
        }
    }

    private void create(List<TopicSpec> missing) {
        var asked = ask(missing);
        for (TopicSpec spec : missing) {
            try {
                settle(spec, asked);
            } catch (InvalidReplicationFactorException e) {
                createOnceThereAreBrokers(spec);
            }
        }
    }

    /** A cluster that is starting has fewer brokers than it will have. */
    private void createOnceThereAreBrokers(TopicSpec spec) {
        repeatWhile(
                InvalidReplicationFactorException.class,
                () -> settle(spec, ask(List.of(spec))),
                "topic %s needs %d brokers: start them, or ask for fewer copies"
                        .formatted(spec.name(), spec.replication()));
    }

    private Map<String, KafkaFuture<Void>> ask(List<TopicSpec> missing) {
        return admin.createTopics(missing.stream().map(TopicSpec::toNewTopic).toList())
                .values();
    }

    private void settle(TopicSpec spec, Map<String, KafkaFuture<Void>> asked) {
        try {
            get(asked.get(spec.name()), "creating topic " + spec.name());
        } catch (TopicExistsException e) {
            verifyOnceShown(spec);
        }
    }

    /** Somebody else has just made the topic, and not every broker knows of it yet. */
    private void verifyOnceShown(TopicSpec spec) {
        repeatWhile(
                UnknownTopicOrPartitionException.class,
                () -> verify(spec),
                "topic " + spec.name() + " exists, and no broker shows it");
    }

    private void repeatWhile(Class<? extends ApiException> transientFault, Runnable attempt, String otherwise) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (ApiException e) {
                if (!transientFault.isInstance(e)) {
                    throw e;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new LogUnreachableException(otherwise + " (" + e.getMessage() + ")", e);
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
    }

    private void verify(TopicSpec spec) {
        var described = admin.describeTopics(List.of(spec.name())).topicNameValues();
        verify(spec, get(described.get(spec.name()), "describing topic " + spec.name()));
    }

    private void verify(TopicSpec spec, TopicDescription actual) {
        int partitions = actual.partitions().size();
        if (partitions != spec.partitions()) {
            throw new TopicMismatchException(
                    spec.name(), "partitions", String.valueOf(partitions), String.valueOf(spec.partitions()));
        }
        Config config = config(spec.name());
        String expected = spec.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!policy.equals(expected)) {
            throw new TopicMismatchException(
                    spec.name(), TopicConfig.CLEANUP_POLICY_CONFIG, policy, String.valueOf(expected));
        }
    }

    private void setRight(TopicSpec spec) {
        Config config = config(spec.name());
        List<AlterConfigOp> changes = new TreeMap<>(spec.configs())
                .entrySet().stream()
                        .filter(wanted -> !wanted.getValue().equals(value(config, wanted.getKey())))
                        .map(wanted -> new ConfigEntry(wanted.getKey(), wanted.getValue()))
                        .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                        .toList();
        if (!changes.isEmpty()) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
            get(
                    admin.incrementalAlterConfigs(Map.of(resource, changes)).all(),
                    "setting the configuration of " + spec.name());
        }
    }

    private Config config(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return get(
                admin.describeConfigs(List.of(resource)).values().get(resource),
                "reading the configuration of " + topic);
    }

    private static @Nullable String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? null : entry.value();
    }

    private <T> T get(@Nullable KafkaFuture<T> future, String what) {
        return Answers.await(future, what, timeout);
    }
}
