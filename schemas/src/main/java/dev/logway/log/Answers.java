package dev.logway.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks a cluster's admin API and waits for the answer, for a bounded time. */
final class Answers {
    private static final long MAX_REQUEST_MILLIS = 5_000;

    private Answers() {}

    /** A client whose calls end within {@code timeout}. */
    static Admin client(Map<String, Object> kafka, Duration timeout) {
        var settings = new HashMap<>(kafka);
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        settings.putIfAbsent(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(MAX_REQUEST_MILLIS, timeout.toMillis()));
        return Admin.create(settings);
    }

    /**
     * Waits for {@code future}.
     *
     * @param what is being done, for the message of the fault
     * @throws UnknownTopicOrPartitionException as the cluster says
     * @throws TopicExistsException as the cluster says
     * @throws InvalidReplicationFactorException as the cluster says
     * @throws LogUnreachableException for any other fault, or none of these in time
     */
    static <T> T await(@Nullable KafkaFuture<T> future, String what, Duration timeout) {
        if (future == null) {
            throw new LogUnreachableException(what + " gave no answer", null);
        }
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            if (e.getCause() instanceof TopicExistsException exists) {
                throw exists;
            }
            if (e.getCause() instanceof InvalidReplicationFactorException tooFewBrokers) {
                throw tooFewBrokers;
            }
            throw new LogUnreachableException(what + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new LogUnreachableException(what + " got no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnreachableException(what + " was interrupted", e);
        }
    }
}
