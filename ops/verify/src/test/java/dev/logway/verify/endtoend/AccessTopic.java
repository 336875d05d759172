package dev.logway.verify.endtoend;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The topic for samples of a group, as an administrator of the brokers sees it. */
record AccessTopic(String bootstrap, String name) {

    /** What the topic is set to. */
    String setting(String key) {
        try (Admin admin = admin()) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            var settings = requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            return requireNonNull(settings.get(key)).value();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause()); // there is no such topic yet
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Deletes what is in it, as its retention does in time. */
    void empty() {
        try (Admin admin = admin()) {
            int partitions = requireNonNull(admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name))
                    .partitions()
                    .size();
            var latest = IntStream.range(0, partitions)
                    .boxed()
                    .collect(toMap(number -> new TopicPartition(name, number), _ -> OffsetSpec.latest()));
            var ends = admin.listOffsets(latest).all().get();
            admin.deleteRecords(ends.entrySet().stream()
                            .collect(toMap(
                                    Map.Entry::getKey,
                                    end -> RecordsToDelete.beforeOffset(
                                            end.getValue().offset()))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap));
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
