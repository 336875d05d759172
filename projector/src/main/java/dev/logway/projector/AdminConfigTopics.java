package dev.logway.projector;

import dev.logway.domain.Scope;
import dev.logway.log.TopicAdmin;
import dev.logway.projector.topology.ConfigTopics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the cluster once for each scope. Threadsafe. */
final class AdminConfigTopics implements ConfigTopics {
    private final Set<Scope> ensured = ConcurrentHashMap.newKeySet();
    private final TopicAdmin admin;

    AdminConfigTopics(TopicAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void ensure(Scope scope) {
        if (!ensured.contains(scope)) {
            admin.ensureConfig(scope);
            ensured.add(scope);
        }
    }
}
