package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.log.ConfigReader;
import dev.logway.log.Loaded;
import dev.logway.log.ReaderStatus;
import dev.logway.log.TopicAdmin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/** Follows the config topic of every scope there is, and makes those of new ones. Threadsafe. */
public final class ConfigFollower implements ConfigTopics {
    private final Vertx vertx;
    private final TopicAdmin admin;
    private final ConfigReader reader;
    private final Consumer<Loaded> publishing;
    private final NavigableSet<Scope> followed = new ConcurrentSkipListSet<>();

    /** @param publishing takes each new image, those of one scope in order */
    ConfigFollower(Vertx vertx, TopicAdmin admin, ConfigReader reader, Consumer<Loaded> publishing) {
        this.vertx = vertx;
        this.admin = admin;
        this.reader = reader;
        this.publishing = publishing;
    }

    @Override
    public Future<Void> ensure(Scope scope) {
        if (followed.contains(scope)) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(
                        () -> {
                            admin.ensureConfig(scope);
                            follow(scope);
                            return scope;
                        },
                        false)
                .mapEmpty();
    }

    /** Follows every scope that has a config topic; blocks until the cluster answered. */
    public void followAll() {
        admin.configScopes().forEach(this::follow);
    }

    /** Follows {@code scope}, whose config topic exists. */
    public void follow(Scope scope) {
        if (followed.add(scope)) {
            reader.follow(ScopeImage.empty(scope), null, publishing::accept);
        }
    }

    /** How following each scope goes. */
    public SortedMap<Scope, ReaderStatus> statuses() {
        var statuses = new TreeMap<Scope, ReaderStatus>();
        followed.forEach(scope -> statuses.put(scope, reader.status(scope)));
        return statuses;
    }
}
