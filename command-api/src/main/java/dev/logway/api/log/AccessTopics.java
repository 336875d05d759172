package dev.logway.api.log;

import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.domain.resource.Group;
import dev.logway.log.TopicAdmin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics for samples of requests: made when a group first asks for samples, and kept for as long as it says. A
 * topic stays when its group asks no more; its retention empties it. Threadsafe.
 */
final class AccessTopics {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTopics.class);
    private static final long RETRY_MILLIS = 10_000;

    private final Vertx vertx;
    private final TopicAdmin admin;

    /** One after the other, so that the last to be asked for is what stays. */
    private final WorkerExecutor worker;

    private final Map<String, Duration> wanted = new ConcurrentHashMap<>();

    AccessTopics(Vertx vertx, TopicAdmin admin) {
        this.vertx = vertx;
        this.admin = admin;
        this.worker = vertx.createSharedWorkerExecutor("logway-api-access-topics", 1);
    }

    /** What the newest image of a group says. Does not wait. */
    void follow(ScopeImage image) {
        String group = image.scope().name();
        Duration retention = retention(image);
        if (retention == null) {
            wanted.remove(group);
        } else if (!retention.equals(wanted.put(group, retention))) {
            ensure(group, retention);
        }
    }

    Future<Void> close() {
        wanted.clear();
        return worker.close();
    }

    private static @Nullable Duration retention(ScopeImage image) {
        return image.group().map(Group::sampling).map(AccessSampling::retention).orElse(null);
    }

    private void ensure(String group, Duration retention) {
        worker.executeBlocking(() -> {
                    if (isWanted(group, retention)) {
                        admin.ensureAccess(group, retention);
                    }
                    return true;
                })
                .onFailure(fault -> later(group, retention, fault));
    }

    private void later(String group, Duration retention, Throwable fault) {
        if (isWanted(group, retention)) {
            LOG.warn("The topic for samples of group {} is not as it must be: {}", group, fault.getMessage());
            vertx.setTimer(RETRY_MILLIS, _ -> ensure(group, retention));
        }
    }

    /** Whether the group has not asked for something else since. */
    private boolean isWanted(String group, Duration retention) {
        return retention.equals(wanted.get(group));
    }
}
